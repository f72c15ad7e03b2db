"""What the editors put in front: the project of the month, and three on the start page.

Highlight: an entry, the place where it stands, and from when to when. Place: the month,
which belongs to one project at a time, or the start page, which has room for three.
"""
