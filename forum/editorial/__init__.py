"""What the Kreis writes and chooses itself: service pages and what is featured."""
