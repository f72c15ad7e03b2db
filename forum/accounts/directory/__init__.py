"""Who belongs to the alliance: the profiles that are open, and how many there are."""
