"""The land from above: every action field has its own, and it stays the same."""

from xml.etree import ElementTree

import pytest

from forum.site.fields import FIELDS
from forum.web import drawing
from forum.web.drawing.fields import CROPS, patchwork
from forum.web.drawing.icons import ICONS
from forum.web.drawing.motifs import MOTIFS


def test_every_action_field_has_its_own_land_and_sign() -> None:
    assert tuple(CROPS) == tuple(MOTIFS) == FIELDS.codes
    covers = {str(drawing.cover(one.code, 1, one.icon)) for one in FIELDS}
    assert len(covers) == len(FIELDS)


@pytest.mark.parametrize("field", [*CROPS, "", "unknown"])
def test_a_cover_is_one_well_formed_picture_without_style(field: str) -> None:
    for seed in range(12):
        text = str(drawing.cover(field, seed))
        assert ElementTree.fromstring(text).tag == "svg"  # noqa: S314 - our own
        assert "style=" not in text
        assert "NaN" not in text


def test_the_same_project_keeps_its_land() -> None:
    drawing.cover.cache_clear()
    first = drawing.cover("natur", 7)
    drawing.cover.cache_clear()
    assert (drawing.cover("natur", 7), drawing.cover("natur", 8)) == (
        first,
        drawing.cover("natur", 8),
    )
    assert first != drawing.cover("natur", 8)


def test_a_cover_is_decoration_and_carries_its_sign() -> None:
    cover = drawing.cover("natur", 1, "rad")
    assert 'aria-hidden="true"' in cover
    assert ICONS["rad"] in cover


def test_a_strip_is_well_formed() -> None:
    for picture in (drawing.strip("natur", 12), drawing.strip("", "x", "rad")):
        ElementTree.fromstring(str(picture))  # noqa: S314 - our own


def test_a_patchwork_has_as_many_fields_as_asked_for() -> None:
    land = patchwork("x", (320, 180), 7, ("f1",))
    assert land.count('<path class="f1"') == 7


@pytest.mark.parametrize("name", [one.icon for one in FIELDS])
def test_icons_are_decoration(name: str) -> None:
    sign = drawing.icon(name)
    assert 'class="ic"' in sign
    assert 'aria-hidden="true"' in sign


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        drawing.icon("einhorn")
