"""What upper features show on pages of lower ones."""

from collections.abc import Iterable
from typing import Any

from flask import render_template
from markupsafe import Markup

from forum.web.manifest import Panel

_panels: dict[str, list[Panel]] = {}


def connect(panels: Iterable[Panel]) -> None:
    """Show these panels, and only these."""
    _panels.clear()
    for panel in panels:
        _panels.setdefault(panel.slot, []).append(panel)


def part(template: str, **values: Any) -> Markup:
    """A piece of a page from its own template."""
    return Markup(render_template(template, **values))  # noqa: S704 - escaped there


def shown(slot: str, **values: Any) -> Markup:
    """All panels of a slot, one below the other."""
    return Markup("").join(panel.show(**values) for panel in _panels.get(slot, ()))
