"""What projects count: each figure with one unit, per year or once.

Figures of one indicator can be added up; those per year and those that happen once are
never mixed. The list follows the taxonomy of the alliance.
"""

from dataclasses import dataclass
from enum import StrEnum

from forum.core.lists import Option, Options
from forum.core.words import N_


class Kind(StrEnum):
    """Whether a figure comes again every year."""

    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True)
class Indicator(Option):
    """Something that is counted; `name` is what stands below the figure."""

    name: str
    unit: str
    kind: Kind


def _yearly(code: str, name: str, unit: str, title: str) -> Indicator:
    return Indicator(code, title, name=name, unit=unit, kind=Kind.YEAR)


def _once(code: str, name: str, unit: str, title: str) -> Indicator:
    return Indicator(code, title, name=name, unit=unit, kind=Kind.ONCE)


ALL = (
    _yearly("co2", N_("weniger CO₂ im Jahr"), "t", N_("CO₂ weniger, in t im Jahr")),
    _yearly(
        "e_save",
        N_("weniger Energie im Jahr"),
        "kWh",
        N_("Energie gespart, in kWh im Jahr"),
    ),
    _yearly(
        "e_re",
        N_("erneuerbare Energie im Jahr"),
        "kWh",
        N_("Erneuerbare Energie, in kWh im Jahr"),
    ),
    _once("pv_kwp", N_("Leistung der Module"), "kWp", N_("Photovoltaik, in kWp")),
    _yearly(
        "fuel",
        N_("weniger Kraftstoff im Jahr"),
        N_("Liter"),
        N_("Kraftstoff gespart, in Litern im Jahr"),
    ),
    _yearly(
        "km",
        N_("nicht mit dem Auto gefahren, im Jahr"),
        "km",
        N_("Strecke ohne Auto, in km im Jahr"),
    ),
    _yearly(
        "water", N_("weniger Wasser im Jahr"), "m³", N_("Wasser gespart, in m³ im Jahr")
    ),
    _yearly(
        "waste", N_("weniger Abfall im Jahr"), "t", N_("Abfall vermieden, in t im Jahr")
    ),
    _yearly(
        "mat", N_("weniger Material im Jahr"), "t", N_("Material gespart, in t im Jahr")
    ),
    _once("trees", N_("Bäume und Sträucher"), N_("Stück"), N_("Gepflanzt, in Stück")),
    _once("unseal", N_("entsiegelt"), "m²", N_("Fläche entsiegelt, in m²")),
    _once("people", N_("Menschen erreicht"), "", N_("Menschen erreicht, Anzahl")),
    _once(
        "hours",
        N_("ehrenamtliche Arbeit"),
        N_("Stunden"),
        N_("Ehrenamtliche Arbeit, in Stunden"),
    ),
    _yearly("cost", N_("weniger Kosten im Jahr"), "€", N_("Kosten gespart, € im Jahr")),
    _once("invest", N_("Kosten einmalig"), "€", N_("Kosten einmalig, in €")),
)

INDICATORS = {one.code: one for one in ALL}
INDICATOR_OPTIONS = Options(*ALL)
