"""Who takes part, and how: kinds of actors and forms of participation."""

from forum.core.lists import Option, Options
from forum.core.words import N_

ACTORS = Options(
    Option("buerger", N_("Bürgerin oder Bürger")),
    Option("verein", N_("Verein oder Verband")),
    Option("schule", N_("Schule oder Kita")),
    Option("unternehmen", N_("Unternehmen")),
    Option("handwerk", N_("Handwerksbetrieb")),
    Option("landwirtschaft", N_("Landwirtschaftlicher Betrieb")),
    Option("kommune", N_("Stadt oder Gemeinde")),
    Option("stadtwerk", N_("Stadtwerke oder städtischer Eigenbetrieb")),
    Option("institution", N_("Kirche, Kammer oder andere Institution")),
    Option("kreis", N_("Kreis")),
)

FORMS = Options(
    Option("informiert", N_("Informiert bleiben")),
    Option("mitdiskutieren", N_("Mitreden")),
    Option("projekt_zeigen", N_("Ein eigenes Projekt zeigen")),
    Option("partner", N_("Partner suchen oder Partner sein")),
    Option("wissen", N_("Wissen anbieten")),
    Option("raeume", N_("Räume, Technik oder Material anbieten")),
    Option("mithelfen", N_("Mithelfen")),
    Option("finanzieren", N_("Finanziell unterstützen")),
    Option("botschafter", N_("Klimabotschafterin oder Klimabotschafter sein")),
    Option("selbstverpflichtung", N_("Eine Selbstverpflichtung eingehen")),
    Option("runde", N_("An einer Runde oder einem Netzwerk teilnehmen")),
)
