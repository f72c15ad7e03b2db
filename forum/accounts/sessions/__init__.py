"""Where members are signed in: one row for each browser, so that each can be ended.

Sign-in: one browser in which a member is signed in. Sure: the member has just proved
again who they are; needed before what cannot be undone.
"""
