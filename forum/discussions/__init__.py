"""What members say to each other: threads of their own, and talk below any entry."""
