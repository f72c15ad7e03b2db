"""What makes this alliance this alliance: its municipalities, action fields and kinds
of actors. Codes are kept in the database and in addresses, titles in the catalogue.
"""
