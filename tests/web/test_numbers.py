"""Figures are taken as they are meant, or not at all: nothing is changed silently."""

from decimal import Decimal, InvalidOperation

import pytest

from forum.web.forms import typed
from forum.web.numbers import read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("007", "7"),
        ("1150", "1150"),
        ("1.150", "1150"),
        ("1.150,5", "1150.5"),
        ("12.345.678,90", "12345678.90"),
        ("1 150,5", "1150.5"),
        ("1\u202f150\u202f000", "1150000"),
        ("1\u00a0150", "1150"),
        ("1'150,5", "1150.5"),
        ("1’150", "1150"),
        ("1150,5", "1150.5"),
        ("1,150", "1.150"),
        (",5", "0.5"),
        ("0,125", "0.125"),
        ("1.5", "1.5"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        (".123", "0.123"),
        ("1150.25", "1150.25"),
        ("1234.567", "1234.567"),
        ("1.1500", "1.1500"),
        ("1,150.5", "1150.5"),
        ("1,150,000.25", "1150000.25"),
        (" 12 ", "12"),
        ("1000000000000", "1000000000000"),
    ],
)
def test_a_figure_is_read_as_it_is_meant(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("1.5.2024", "1.2.3", "1.5.", "1.", "1,", ".", ",", "1..5", "1,,5"),
        *("1.150.5", "1.15.000", "01.150", "0.125.000", "1.150 000", "1 150.000"),
        *("1,150,000", "1,15.5", "1,5.5", "0,150.5", "1 5", "12 34", "1' 150"),
        *("-5", "+5", "5 kWh", "1e5", "NaN", "Infinity", "½", "٣", "²", "1_000"),
        *("", " ", "1000000000001", "9" * 40),
    ],
)
def test_what_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises(InvalidOperation):
        read_number(text)


@pytest.mark.parametrize("value", ["0", "1150.5", "0.125", "1.150", "1234567", "100"])
def test_what_we_fill_in_is_read_again_as_it_was(value: str) -> None:
    assert read_number(typed(Decimal(value))) == Decimal(value)
