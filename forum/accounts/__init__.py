"""Who is who: members, how they sign in, and who is asking right now."""
