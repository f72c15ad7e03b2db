"""What staff do with organisations."""
