"""Who is under 16 takes part through a school or club, where an adult answers for them.

Youth: a member without an address and without a profile, who signs in with a name.
Guardian: the account of the school or club; letters go there.
"""
