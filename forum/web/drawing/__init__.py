"""Every picture that is not a photograph, drawn from our own parts.

Templates see this package as `drawing`: `drawing.cover("energie", project.id)`. That is
why, unlike elsewhere, its functions have their names here.
"""

from forum.web.drawing.charts import bar, chart, hexmap
from forum.web.drawing.fields import banner, cover, logo, strip
from forum.web.drawing.icons import icon
from forum.web.drawing.panorama import brand, defs, hero, treeline
from forum.web.drawing.qr import qr

__all__ = [
    "banner",
    "bar",
    "brand",
    "chart",
    "cover",
    "defs",
    "hero",
    "hexmap",
    "icon",
    "logo",
    "qr",
    "strip",
    "treeline",
]
