"""What members do about how they sign in: devices, password, address."""
