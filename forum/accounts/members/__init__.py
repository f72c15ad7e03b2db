"""Whoever registers is a member of the alliance and chooses how to take part.

Display name: what others see; a pseudonym is allowed. Role: what a member may do
beyond taking part. Forms: the ways a member wants to take part, changeable any time.
"""
