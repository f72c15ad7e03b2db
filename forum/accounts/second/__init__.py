"""The second factor: a code from a device, beside the password; required of staff.

Step: half a minute, for which one code holds. Recovery code: a word on paper that
stands for one code when the device is lost.
"""
