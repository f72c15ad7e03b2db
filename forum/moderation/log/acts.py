"""What the staff's acts are called in the log."""

from forum.core.words import N_

ACTS = {
    "EntryApproved": N_("Beitrag freigegeben"),
    "EntryReturned": N_("Rückfrage zum Beitrag gestellt"),
    "EntryRejected": N_("Beitrag abgelehnt"),
    "EntryHidden": N_("Beitrag ausgeblendet"),
    "EntryShown": N_("Beitrag wieder gezeigt"),
    "EntryDeleted": N_("Beitrag gelöscht"),
    "CommentReleaseDecided": N_("Kommentar freigegeben"),
    "CommentRejectionDecided": N_("Kommentar abgelehnt"),
    "CommentHidingDecided": N_("Kommentar ausgeblendet"),
    "CommentShowingDecided": N_("Kommentar wieder gezeigt"),
    "GoalLinked": N_("Ziel zugeordnet"),
    "GoalUnlinked": N_("Zuordnung zum Ziel gelöst"),
    "GoalWritten": N_("Ziel geschrieben"),
    "ReadingTaken": N_("Messwert eingetragen"),
    "EntryFeatured": N_("Beitrag hervorgehoben"),
    "HighlightEnded": N_("Hervorhebung beendet"),
    "MemberConfirmed": N_("Mitglied bestätigt"),
    "MemberApproved": N_("Mitglied freigeschaltet"),
    "MemberDeclined": N_("Anmeldung abgelehnt"),
    "MemberInvited": N_("Einladung verschickt"),
    "InvitationWithdrawn": N_("Einladung zurückgenommen"),
    "RoleChanged": N_("Rolle geändert"),
    "SecondFactorForgotten": N_("Zweiten Faktor zurückgesetzt"),
    "AddressRestored": N_("Alte Adresse wieder eingesetzt"),
    "OrganisationApproved": N_("Organisation aufgenommen"),
    "OrganisationHidden": N_("Organisation ausgeblendet"),
    "OrganisationClosed": N_("Organisation hat ihre Teilnahme beendet"),
    "OwnerNamed": N_("Zuständige Person eingesetzt"),
    "PageChanged": N_("Seite geändert"),
    "PageReset": N_("Seite auf die Vorlage zurückgesetzt"),
    "SettingsChanged": N_("Einstellungen geändert"),
    "TicketAnswered": N_("Gemeldete Barriere beantwortet"),
    "InterimNoticeSent": N_("Zwischennachricht zu einer Barriere gesendet"),
    "TicketClosed": N_("Gemeldete Barriere geschlossen"),
    "MemberForgotten": N_("Konto gelöscht"),
    "ContributionsOffered": N_("Beiträge dem Archiv angeboten"),
    "OfferAnswered": N_("Antwort des Archivs notiert"),
    "ContributionsCleared": N_("Angebotene Beiträge gelöscht"),
    "MemberBlocked": N_("Mitglied gesperrt"),
    "MemberUnblocked": N_("Sperre aufgehoben"),
}


def title(name: str) -> str:
    """The act in words; one that is not known yet keeps its own name."""
    return ACTS.get(name, name)
