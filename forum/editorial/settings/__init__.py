"""What staff set for the alliance in the site itself; it is kept in `forum.site`."""
