"""HTTP, but no feature: requests, forms, languages, static files, headers."""
