"""Signed links that expire, and digests that only this installation can make."""

import hmac
from hashlib import sha256

from itsdangerous import BadData, URLSafeTimedSerializer

from forum.core.errors import Refusal
from forum.core.words import N_

_keys: list[str] = []  # the oldest first; the last one signs


def connect(secret_key: str, *before: str) -> None:
    """Sign with the key of this installation; read what older ones have signed."""
    _keys[:] = [*reversed(before), secret_key]


def sign(purpose: str, *values: object) -> str:
    """A link's token; good for one purpose only."""
    return _serializer(purpose).dumps([str(value) for value in values])


def read(purpose: str, token: str, seconds: int) -> list[str]:
    """The values of a token not older than some seconds; a Refusal otherwise."""
    try:
        values = _serializer(purpose).loads(token, max_age=seconds)
    except BadData as error:
        raise Refusal(
            N_("Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.")
        ) from error
    return [str(value) for value in values]


def digest(purpose: str, *values: object) -> str:
    """64 characters that tell nobody what they were made of."""
    text = "\0".join(["forum", purpose, *map(str, values)])
    return hmac.new(_keys[-1].encode(), text.encode(), sha256).hexdigest()


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys, salt=f"forum.{purpose}")
