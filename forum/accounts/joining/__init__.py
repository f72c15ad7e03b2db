"""Who is let in: invitations, and registrations that wait for the staff.

The setting of the site says what is needed; whoever is in stays in when it changes.
"""
