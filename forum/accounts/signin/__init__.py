"""Signing in and out, and a new password when the old one is forgotten."""
