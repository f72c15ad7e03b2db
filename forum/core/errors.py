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
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        if self.seconds < 60:
            super().__init__(
                N_(
                    "Das waren viele Versuche. Bitte warten Sie %(seconds)s Sek. und "
                    "versuchen Sie es dann noch einmal."
                ),
                seconds=self.seconds,
            )
            return
        super().__init__(
            N_(
                "Das waren viele Versuche. Bitte warten Sie %(minutes)s Min. und "
                "versuchen Sie es dann noch einmal."
            ),
            minutes=-(-wait // timedelta(minutes=1)),
        )


class Busy(Exception):
    """Too much of the same slow work at once: 503, try again in a moment."""


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
