"""How the web server logs: no address of a reader, and nothing of what was asked for.

Gunicorn writes who sent a request it cannot read, and the whole address, with tokens,
of a request that fails; neither belongs in a log.
"""

import sys
from typing import Any

from gunicorn.glogging import Logger

from forum.core.faults import trace

UNREADABLE = "Invalid request from ip="


class Quiet(Logger):  # type: ignore[misc] # Gunicorn has no types
    """Says what failed, not for whom."""

    def access(self, *_told: Any) -> None:
        """The edge writes one line for each request, without names."""

    def warning(self, msg: str, *args: Any, **more: Any) -> None:
        """An unreadable request is counted by its line, not told."""
        if msg.startswith(UNREADABLE):
            msg, args = "A request could not be read", ()
        super().warning(msg, *args, **more)

    def exception(self, _msg: object, *_args: Any, **_more: Any) -> None:
        """Where it failed, without the address that was asked for."""
        problem = sys.exc_info()[1]
        found = trace(problem) if problem else "unknown"
        super().error("A request failed: %s", found)
