"""QR codes; the one place that knows segno."""

import segno
from markupsafe import Markup

from forum.web.drawing.svg import drawn, escaped

QUIET = 4  # modules of white around, which readers need


def qr(text: str, alt: str) -> Markup:
    """Black on white in any theme, since cameras want it so."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    size = len(rows)
    dots = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return drawn(
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" ',
        f'aria-label="{escaped(alt)}" shape-rendering="crispEdges">',
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>',
        f'<path fill="#000" d="{dots}"/></svg>',
    )
