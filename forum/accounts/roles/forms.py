"""What administrators fill in about members."""

from flask_babel import lazy_gettext as _

from forum.accounts.members.models import NAME_MAX
from forum.accounts.members.rights import ROLES as ROLE_TITLES
from forum.accounts.members.service import Scope
from forum.accounts.roles.models import REASON_MAX
from forum.core.lists import Option, Options
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import Choice, Choices, Form, Line, Lines

ROLES = Options(*(Option(code, title) for code, title in ROLE_TITLES.items()))


class SearchForm(Form):
    """Whose role, by name."""

    name = Line(_("Name des Mitglieds"), NAME_MAX, render_kw={"autocomplete": "off"})


class RoleForm(Form):
    """Which role, and where."""

    role = Choice(_("Rolle"), ROLES)
    scope_fields = Choices(
        _("Nur für diese Themen"),
        FIELDS,
        hint=_("Gilt für die Moderation. Nichts angekreuzt heißt: für alles."),
    )
    scope_places = Choices(
        _("Nur für diese Orte"),
        PLACES,
        hint=_("Gilt für die Moderation. Ein Thema oder ein Ort genügt."),
    )

    @property
    def scope(self) -> Scope:
        """Where a moderator decides."""
        return Scope(self.scope_fields.data or [], self.scope_places.data or [])


class BlockForm(Form):
    """Why somebody is blocked."""

    reason = Lines(
        _("Grund"),
        REASON_MAX,
        hint=_("Das Mitglied liest ihn in einem Brief."),
        missing=_("Schreiben Sie dem Mitglied, warum"),
    )
