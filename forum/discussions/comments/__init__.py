"""Talk below any entry.

Comment: what a member says below an entry. Answer: a comment to a comment; answers
stand below the first comment of their strand, in the order they came. Held: it waits
until a moderator has read it, as the first comment of a new member does.
"""
