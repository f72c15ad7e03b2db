"""The pictures around every page are well formed and decoration."""

import re
from xml.etree import ElementTree

from forum.web import drawing


def test_the_panorama_and_the_frame_are_well_formed() -> None:
    for picture in (
        drawing.hero(),
        drawing.brand(),
        drawing.defs(),
        drawing.treeline(),
    ):
        tree = ElementTree.fromstring(str(picture))  # noqa: S314 - our own
        assert tree.get("aria-hidden") == "true"
    assert re.findall(r'id="(p\d)"', drawing.defs()) == ["p1", "p2", "p3", "p4"]
