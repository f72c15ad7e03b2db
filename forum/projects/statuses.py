"""How far a project can be, and how sure a figure is, in words."""

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.projects.models import Origin, Status

STATUSES = Options(
    Option(Status.IDEE, N_("Idee")),
    Option(Status.PLANUNG, N_("In Planung")),
    Option(Status.UMSETZUNG, N_("In Umsetzung")),
    Option(Status.UMGESETZT, N_("Umgesetzt")),
    Option(Status.BETRIEB, N_("Läuft dauerhaft")),
    Option(Status.PAUSIERT, N_("Pausiert")),
    Option(Status.EINGESTELLT, N_("Eingestellt")),
    Option(Status.ARCHIVIERT, N_("Archiviert")),
)

ORIGINS = Options(
    Option(Origin.GEMESSEN, N_("gemessen")),
    Option(Origin.BERECHNET, N_("berechnet")),
    Option(Origin.GESCHAETZT, N_("geschätzt")),
)
