"""What the alliance wants to reach, measured year by year.

Goal: an aim with a unit, a target and a plan. Reading: what was measured in a year.
Link: an entry that contributes to a goal, made by a moderator. Pace: where we should
stand today if progress were even from the baseline to the target.
"""
