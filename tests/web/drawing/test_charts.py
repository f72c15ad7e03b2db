"""Bars, columns and the map say what they were given."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from forum.site.places import MUNICIPALITIES
from forum.web import drawing
from forum.web.drawing.charts import HEXAGONS, LABELS_MOST, Tile

YEARS = [
    (2023, Decimal("148.5"), False),
    (2024, None, False),
    (2025, 291, True),
]


def _heights(svg: str, look: str) -> list[int]:
    return [int(one) for one in re.findall(rf'class="{look}"[^>]*height="(\d+)"', svg)]


@pytest.mark.parametrize(
    ("reached", "width"), [(0, "0"), (62, "186"), (100, "300"), (140, "300"), (-3, "0")]
)
def test_a_bar_is_as_long_as_what_is_reached(reached: int, width: str) -> None:
    assert f'<rect class="b1" width="{width}"' in drawing.bar(reached)


def test_a_bar_shows_where_we_should_be_only_if_that_is_known() -> None:
    assert 'd="M162 0v18"' in drawing.bar(62, 54)
    assert "bp" not in drawing.bar(62)


def test_a_chart_shows_figures_gaps_and_provisional_values() -> None:
    text = str(drawing.chart(YEARS, 500, "MW", 'stieg von "148,5" auf 291'))
    ElementTree.fromstring(text)  # noqa: S314 - our own
    assert (len(_heights(text, "c1")), len(_heights(text, "c2"))) == (1, 1)
    assert 'aria-label="stieg von &#34;148,5&#34; auf 291"' in text
    for label in ("2023", "2024", "2025", "148.5", "Ziel 500 MW"):
        assert f">{label}</text>" in text


def test_a_chart_writes_figures_as_it_is_told() -> None:
    text = drawing.chart(
        YEARS, 500, "MW", "", lambda value: f"{value:.1f}".replace(".", ",")
    )
    assert ">148,5</text>" in text
    assert ">Ziel 500,0 MW</text>" in text


def test_columns_are_in_proportion() -> None:
    text = str(drawing.chart([(1, 50, False), (2, 100, False)]))
    half, whole = _heights(text, "c1")
    assert abs(whole - 2 * half) <= 1


@pytest.mark.parametrize("columns", [[], [(2025, None, False)], [(2025, 0, False)]])
def test_a_chart_with_nothing_to_show_is_still_a_picture(
    columns: list[tuple[int, int | None, bool]],
) -> None:
    ElementTree.fromstring(str(drawing.chart(columns)))  # noqa: S314 - our own


def test_many_years_get_few_labels_and_the_last_is_among_them() -> None:
    years = [(year, year, False) for year in range(2000, 2030)]
    text = drawing.chart(years)
    labels = re.findall(r'class="tx m"[^>]*>(\d+)<', text)
    assert len(labels) <= LABELS_MOST
    assert labels[-1] == "2029"


@pytest.mark.parametrize("highest", [0.004, 0.37, 1, 99, 100, 101, 4_999, 1e6])
def test_the_scale_is_a_little_higher_than_the_highest(highest: float) -> None:
    text = str(drawing.chart([("x", highest, False)]))
    assert 85 <= _heights(text, "c1")[0] <= 196


def test_the_map_knows_every_municipality() -> None:
    assert sorted(HEXAGONS) == sorted(MUNICIPALITIES.codes)


def test_the_map_links_each_place_and_is_darker_where_there_is_more() -> None:
    tiles = [
        Tile("ahaus", "Ahaus", 16, "/projekte?a=b&ort=ahaus", 'Ahaus: 16 "Projekte"'),
        Tile("gronau", "Gronau (Westf.)", 1, "/projekte?ort=gronau", "1 Projekt"),
        Tile("reken", "Reken", 0, "/projekte?ort=reken", "Reken: 0 Projekte"),
        Tile("kreisweit", "Ganzer Kreis", 4, "/projekte?ort=kreisweit", "Kreis: 4"),
    ]
    text = str(drawing.hexmap(tiles, "Karte"))
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own
    links = [(one.get("href"), one.get("aria-label")) for one in tree.iter("a")]
    looks = [one.get("class") for one in tree.iter("polygon")]
    assert links == [(tile.url, tile.words) for tile in tiles[:3]]
    for name in ("Ahaus", "Gronau", "Reken"):
        assert f">{name}</text>" in text
    assert looks == ["h4", "h2", "h1"]


def test_a_map_without_projects_is_light_everywhere() -> None:
    tiles = [Tile(place, place, 0, "/", place) for place in HEXAGONS]
    assert drawing.hexmap(tiles, "Karte").count('class="h1"') == len(HEXAGONS)
