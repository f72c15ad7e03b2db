"""What authors fill in: words, pictures in their order, figures in rows."""
