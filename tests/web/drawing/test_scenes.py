"""Scenes say what they show, and can leave our pages."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from forum.web import drawing
from forum.web.drawing.palette import LIGHT, STYLE
from forum.web.drawing.scenes import SCENES, standalone

CSS = Path(__file__).parents[3] / "static" / "css"


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_says_what_it_shows(scene: Callable[[str], Markup]) -> None:
    text = str(scene('Zwei "Höfe" <mit> Dächern'))
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert tree.get("aria-label") == 'Zwei "Höfe" <mit> Dächern'
    assert "style=" not in text


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_can_be_a_file_of_its_own(scene: Callable[[str], Markup]) -> None:
    text = standalone(scene("Ein Bild"))
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in text
    used = set(re.findall(r'class="([\w ]+)"', text))
    styled = set(re.findall(r"\.(\w+)\{", text))
    assert {look for one in used for look in one.split()} <= styled | {"art"}


def test_every_scene_is_different() -> None:
    assert len({str(scene("")) for scene in SCENES}) == len(SCENES)


def test_the_light_palette_is_that_of_the_stylesheet() -> None:
    tokens = (CSS / "tokens.css").read_text("utf-8")
    written = dict(re.findall(r"--(\w+): light-dark\((#\w+), #\w+\);", tokens))
    assert {name: written[name] for name in LIGHT} == LIGHT


def test_the_looks_are_those_of_the_stylesheet() -> None:
    css = (CSS / "components" / "drawing.css").read_text("utf-8")
    icons = (CSS / "components" / "icon.css").read_text("utf-8")
    known = set(re.findall(r"\.(\w+)", css + icons))
    assert set(re.findall(r"\.(\w+)\{", STYLE)) <= known


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
