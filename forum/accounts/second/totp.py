"""Codes that change every half minute (RFC 6238); the one place that knows pyotp."""

from hmac import compare_digest

from pyotp import random_base32
from pyotp.totp import TOTP

from forum.core.clock import now

DIGITS = 6
STEP = 30  # seconds
SKEW = 1  # steps a clock may be wrong


def new_secret() -> str:
    """160 random bits, as authenticator apps want them written."""
    return str(random_base32())


def address(secret: str, who: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return str(TOTP(secret).provisioning_uri(name=who, issuer_name=issuer))


def code(secret: str, ahead: int = 0) -> str:
    """The code of now, or of some steps later."""
    return str(TOTP(secret).generate_otp(step() + ahead))


def step() -> int:
    """The number of the half minute that runs."""
    return int(now().timestamp()) // STEP


def step_of(secret: str, typed: str) -> int | None:
    """Which step near to now this code belongs to; None if it is wrong."""
    found = None
    for ahead in range(-SKEW, SKEW + 1):
        if compare_digest(code(secret, ahead).encode(), typed.encode()):
            found = step() + ahead
    return found
