"""Two write the same thing: who saves second learns that somebody was faster."""

from datetime import datetime
from typing import Any

from forum.core.db import session
from forum.core.errors import Refusal
from forum.core.words import N_

FASTER = N_("Dieser Beitrag wurde inzwischen an anderer Stelle geändert.")


class Conflict(Refusal):
    """Somebody saved another version after this form was opened; nothing is lost."""

    def __init__(self, message: str = FASTER) -> None:
        super().__init__(message)


def version(edited_at: datetime | None) -> str:
    """What a form remembers of what it was opened with; "0" if nobody changed it."""
    return "0" if edited_at is None else f"{edited_at.timestamp():.6f}"


def check_version(written: Any, version: str) -> None:
    """Conflict if somebody saved another version after the form was opened."""
    session.refresh(written, ["edited_at"], with_for_update=True)
    if version != written.version:
        raise Conflict
