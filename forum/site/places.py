"""The 17 municipalities of Kreis Borken, and the two places beyond them."""

from forum.core.lists import Option, Options
from forum.core.words import N_

MUNICIPALITIES = Options(
    Option("ahaus", "Ahaus"),
    Option("bocholt", "Bocholt"),
    Option("borken", "Borken"),
    Option("gescher", "Gescher"),
    Option("gronau", "Gronau (Westf.)"),
    Option("heek", "Heek"),
    Option("heiden", "Heiden"),
    Option("isselburg", "Isselburg"),
    Option("legden", "Legden"),
    Option("raesfeld", "Raesfeld"),
    Option("reken", "Reken"),
    Option("rhede", "Rhede"),
    Option("schoeppingen", "Schöppingen"),
    Option("stadtlohn", "Stadtlohn"),
    Option("suedlohn", "Südlohn"),
    Option("velen", "Velen"),
    Option("vreden", "Vreden"),
)

PLACES = Options(
    *MUNICIPALITIES,
    Option("kreisweit", N_("Ganzer Kreis")),
    Option("ausserhalb", N_("Außerhalb des Kreises")),
)
