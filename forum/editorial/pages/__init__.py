"""Service pages: imprint, privacy, terms, accessibility, rules of the game, help.

Template: the text that lies in three languages beside this file. Version: what somebody
of the staff made of it, kept for good. Gap: a place that the operator has to fill in.
"""
