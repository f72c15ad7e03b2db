"""What stands alone: database, activities, text, mail, media. No web, no feature."""
