"""The commands of `forum`, by what they are for."""
