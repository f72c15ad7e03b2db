"""The desk: what members sent in is read here, and decided.

Case: an entry or a comment that waits, or that was decided before. Decision: what a
moderator decided, with the reason the author gets. Hint: something the program noticed
and a human should look at. Filing: the goals a case serves, and where it is featured.
"""
