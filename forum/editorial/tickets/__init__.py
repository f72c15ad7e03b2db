"""Barriers that people report, and how the Kreis answers them in time.

Ticket: one report, with a number. Due: by when the law wants an answer, two weeks after
the report, or six after an interim notice. Step: what staff did with it.
"""
