"""The log: every act of the staff, newest first, readable for all of them.

Act: an activity that is audited. Nobody changes or deletes one; the database refuses.
"""
