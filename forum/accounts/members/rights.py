"""What each role may: the one table. Administrators see it as a page."""

from enum import StrEnum

from forum.core.words import N_


class Role(StrEnum):
    """What a member is to the alliance beyond taking part."""

    MEMBER = "member"
    MODERATOR = "moderator"
    EDITOR = "editor"
    FUND_OFFICE = "fund_office"
    JURY = "jury"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """Something that not every member may."""

    DESK = "desk"
    DECIDE = "decide"
    LINK = "link"
    ANNOUNCE = "announce"
    GOALS = "goals"
    FEATURE = "feature"
    PAGES = "pages"
    TICKETS = "tickets"
    MEMBERS = "members"
    ORGANISATIONS = "organisations"
    FUND = "fund"
    JURY = "jury"
    ROLES = "roles"
    SETTINGS = "settings"


RIGHTS = {
    Right.DESK: N_("Die Redaktion öffnen und das Protokoll lesen"),
    Right.DECIDE: N_("Beiträge und Kommentare prüfen, ausblenden und wieder zeigen"),
    Right.LINK: N_("Beiträge den Zielen zuordnen"),
    Right.ANNOUNCE: N_("Ankündigungen im Forum schreiben"),
    Right.GOALS: N_("Ziele und Messwerte pflegen"),
    Right.FEATURE: N_("Beiträge hervorheben"),
    Right.PAGES: N_("Impressum, Datenschutz und andere Seiten schreiben"),
    Right.TICKETS: N_("Meldungen zur Barrierefreiheit beantworten"),
    Right.MEMBERS: N_("Mitglieder bestätigen, freischalten und einladen"),
    Right.ORGANISATIONS: N_("Organisationen betreuen und Zuständige einsetzen"),
    Right.FUND: N_("Anträge an den Klimafonds betreuen"),
    Right.JURY: N_("Anträge an den Klimafonds bewerten"),
    Right.ROLES: N_("Rollen vergeben und Mitglieder sperren"),
    Right.SETTINGS: N_("Einstellungen der Allianz ändern"),
}

ROLES = {
    Role.MEMBER: N_("Mitglied"),
    Role.MODERATOR: N_("Moderation"),
    Role.EDITOR: N_("Redaktion"),
    Role.FUND_OFFICE: N_("Fondsbüro"),
    Role.JURY: N_("Jury"),
    Role.ADMINISTRATOR: N_("Verwaltung"),
}

MAY: dict[Role, frozenset[Right]] = {
    Role.MEMBER: frozenset(),
    Role.MODERATOR: frozenset(
        {
            Right.DESK,
            Right.DECIDE,
            Right.LINK,
            Right.ANNOUNCE,
            Right.TICKETS,
            Right.MEMBERS,
            Right.ORGANISATIONS,
        }
    ),
    Role.EDITOR: frozenset(
        {
            Right.DESK,
            Right.LINK,
            Right.ANNOUNCE,
            Right.GOALS,
            Right.FEATURE,
            Right.PAGES,
            Right.TICKETS,
        }
    ),
    Role.FUND_OFFICE: frozenset({Right.DESK, Right.ANNOUNCE, Right.FUND}),
    Role.JURY: frozenset({Right.JURY}),
    Role.ADMINISTRATOR: frozenset(Right) - {Right.JURY},
}
