"""The steps by which the tables came to be; `forum migrate` walks them."""
