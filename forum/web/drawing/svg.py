"""What every drawing shares: the frame of an SVG, and that it is safe HTML.

Drawings are built from our own shapes; whatever comes from people (alternative texts,
labels, addresses) is escaped here or with `escaped`. Colours are CSS classes, so one
drawing serves light and dark pages, and no `style` attribute is needed.
"""

import random
from collections.abc import Iterable

from markupsafe import Markup, escape

SLICE = "xMidYMid slice"


def picture(
    view: str, shapes: Iterable[str], *, look: str = "art", alt: str = "", fit: str = ""
) -> Markup:
    """An SVG with this view box; without alternative text it is decoration."""
    ratio = f' preserveAspectRatio="{fit}"' if fit else ""
    return drawn(
        f'<svg class="{look}" viewBox="{view}"{ratio} {_role(alt)}>',
        *shapes,
        "</svg>",
    )


def drawn(*shapes: str) -> Markup:
    """Shapes from this package as HTML that needs no escaping any more."""
    return Markup("".join(shapes))  # noqa: S704 - our shapes; texts are escaped


def escaped(text: object) -> str:
    """A text from people, fit for an attribute or an element."""
    return str(escape(text))


def path(look: str, line: str) -> str:
    """One path of one class."""
    return f'<path class="{look}" d="{line}"/>'


def circle(look: str, x: float, y: float, radius: float) -> str:
    """One filled circle."""
    return f'<circle class="{look}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def placed(shapes: str, x: float, y: float, scale: float = 1, turn: float = 0) -> str:
    """Shapes moved, turned and resized."""
    rotate = f" rotate({turn:g})" if turn else ""
    size = f" scale({scale:g})" if scale != 1 else ""
    return f'<g transform="translate({x:g} {y:g}){rotate}{size}">{shapes}</g>'


def chances(seed: object) -> random.Random:
    """The same dice for the same seed, so that a drawing never changes."""
    return random.Random(str(seed))  # noqa: S311 - land, no secret


def _role(alt: str) -> str:
    if not alt:
        return 'aria-hidden="true"'
    return f'role="img" aria-label="{escaped(alt)}"'
