"""The nine action fields of the alliance."""

from forum.core.lists import Option, Options
from forum.core.words import N_

FIELDS = Options(
    Option("energie", N_("Energie und Strom"), "sonne"),
    Option("gebaeude", N_("Gebäude und Wärme"), "waerme"),
    Option("mobilitaet", N_("Mobilität"), "rad"),
    Option("wirtschaft", N_("Wirtschaft und Handwerk"), "betrieb"),
    Option("landwirtschaft", N_("Landwirtschaft und Ernährung"), "essen"),
    Option("kreislauf", N_("Ressourcen, Abfall, Kreislauf"), "kreis"),
    Option("natur", N_("Natur und Klimafolgen"), "natur"),
    Option("bildung", N_("Bildung und Beteiligung"), "bildung"),
    Option("uebergreifend", N_("Übergreifende Themen"), "leute"),
)
