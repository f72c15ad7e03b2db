"""One field that finds stories, talks and goals. The index proposes, the database
disposes: what a reader may not see is in no list, count or hit.
"""
