"""Who may do what: roles are given and taken, members blocked and let in again.

Scope: the fields and municipalities a moderator looks after. Suspension: somebody
cannot sign in, and has read why.
"""
