"""Whatever members publish: project, thread, goal. What they share is written once.

Entry: a text with a title, an author and a state. Revision: what it said before.
Picture: a checked picture with its description. State: who may see it.
"""
