"""The people of an organisation: invited, joining, handing over, leaving."""
