"""The six ways to say no. The edge turns them into answers."""

from datetime import timedelta

from forum.core.words import N_


class Refusal(Exception):
    """Something cannot be done; the message says why and what to do next.

    The message is a German text of the catalogue, the values fill it in; whoever
    shows it translates it into the reader's language first.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Invalid(Refusal):
    """What was written in one field cannot be taken; 422 at that field."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class TooOften(Refusal):
    """Tried too often; 429, and when to try again."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-wait // timedelta(minutes=1)))
        super().__init__(
            N_(
                "Das waren viele Versuche. Bitte warten Sie %(minutes)s Min. und "
                "versuchen Sie es dann noch einmal."
            ),
            minutes=minutes,
        )
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))


class Missing(Exception):
    """It is not there, or not for this viewer: 404."""


class Gone(Missing):
    """It was public once and is deleted: 410."""


class Forbidden(Exception):
    """This member may not do this: 403."""


def allow(permitted: bool) -> None:
    """Go on only if a rule permits it."""
    if not permitted:
        raise Forbidden
