"""What members may ask of us about their own data, and how long we keep what.

Copy: everything about oneself as one file. To leave: the account goes, and what it left
behind has no name. Rule: how long something is kept. Report: what a rule did, by count.
"""
