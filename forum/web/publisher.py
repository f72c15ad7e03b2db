"""For whom something is published: a field of every editor."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.core.lists import Options
from forum.web.forms import Choice


class Publisher(Choice):
    """Oneself, or one of the organisations one belongs to."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label or _("Veröffentlichen als"),
            Options(),
            optional=True,
            empty=_("Ich selbst"),
            hint=_("Ihr Name steht in jedem Fall dabei."),
            **options,
        )

    @property
    def number(self) -> int | None:
        """The number of the organisation; None is oneself."""
        return int(self.data) if self.data else None
