"""What people fill in about their organisation, and what others write to it."""

import re
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.accounts.organisations import logos
from forum.accounts.organisations.models import (
    BUSINESSES,
    ITEM_MAX,
    ITEMS_MAX,
    KINDS,
    LINE_MAX,
    NAME_MAX,
    SHORT_MAX,
    SIZES,
    TEXT_MAX,
    WEBSITE_MAX,
    Organisation,
)
from forum.accounts.organisations.service import Message, Profile
from forum.core.links import safe_address
from forum.core.media import PictureRefused
from forum.core.text import clean_line
from forum.site.actors import FORMS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import (
    Choice,
    Choices,
    Email,
    Form,
    Line,
    Lines,
    Prose,
    Tick,
    uploads,
)
from forum.web.language import say, told
from forum.web.names import Name

MESSAGE_MAX = 2000
WEB = re.compile(r"https?://", re.I)


class Website(Line):
    """An address of the web."""

    def process_formdata(self, values: list[str]) -> None:
        """Nobody types https://."""
        super().process_formdata(values)
        if self.data and ":" not in self.data:
            self.data = f"https://{self.data}"

    def pre_validate(self, form: Any) -> None:
        """Refuse what browsers should not be given."""
        super().pre_validate(form)
        address = safe_address(self.data)
        if address is None or not WEB.match(address) or "." not in address:
            raise StopValidation(
                say("Schreiben Sie die Adresse so: https://www.example.org")
            )
        self.data = address[:WEBSITE_MAX]


class Items(Lines):
    """A short list, one thing a line."""

    def pre_validate(self, form: Any) -> None:
        """A few short ones."""
        super().pre_validate(form)
        if len(self.items) > ITEMS_MAX or any(
            len(one) > ITEM_MAX for one in self.items
        ):
            raise StopValidation(
                say(
                    "Schreiben Sie höchstens %(lines)s Zeilen mit je %(most)s Zeichen",
                    lines=ITEMS_MAX,
                    most=ITEM_MAX,
                )
            )

    @property
    def items(self) -> tuple[str, ...]:
        """The lines, without empty ones."""
        lines = map(clean_line, (self.data or "").split("\n"))
        return tuple(line for line in lines if line)


class OrganisationForm(Form):
    """An organisation as its people write it."""

    name = Name(
        _("Name der Organisation"),
        NAME_MAX,
        missing=_("Schreiben Sie, wie die Organisation heißt"),
        render_kw={"autocomplete": "organization"},
    )
    kind = Choice(
        _("Art"), KINDS, missing=_("Wählen Sie aus, was für eine Organisation es ist")
    )
    size = Choice(
        _("Größe"),
        SIZES,
        optional=True,
        empty=_("Keine Angabe"),
        hint=_("Nur für Betriebe"),
    )
    place = Choice(
        _("Stadt oder Gemeinde"),
        PLACES,
        missing=_("Wählen Sie eine Stadt oder Gemeinde aus der Liste"),
    )
    address = Line(
        _("Anschrift"),
        LINE_MAX,
        optional=True,
        hint=_("Zum Beispiel „Bahnhofstraße 1, 46325 Borken“"),
        render_kw={"autocomplete": "street-address"},
    )
    website = Website(
        _("Internetseite"),
        WEBSITE_MAX,
        optional=True,
        render_kw={"autocomplete": "url"},
    )
    source = Prose(
        _("Text"),
        TEXT_MAX,
        optional=True,
        hint=_("Was machen Sie? Warum sind Sie in der Allianz?"),
    )
    fields = Choices(_("Handlungsfelder"), FIELDS)
    offers = Items(
        _("Das bieten wir"),
        ITEMS_MAX * (ITEM_MAX + 1),
        optional=True,
        hint=_("Je Zeile ein Angebot, zum Beispiel „Werkstatt am Samstag“"),
        render_kw={"rows": 3},
    )
    seeks = Items(
        _("Das suchen wir"),
        ITEMS_MAX * (ITEM_MAX + 1),
        optional=True,
        hint=_("Je Zeile ein Wunsch"),
        render_kw={"rows": 3},
    )
    forms = Choices(_("So machen wir mit"), FORMS)
    speaks = Line(
        _("Welche Sprachen sprechen Sie?"),
        LINE_MAX,
        optional=True,
        hint=_("Zum Beispiel „Deutsch, Niederländisch, Platt“"),
    )
    access = Line(
        _("Barrierefreiheit vor Ort"),
        LINE_MAX,
        optional=True,
        hint=_("Zum Beispiel „Büro ohne Stufen, Werkstatt mit Rampe“"),
    )
    logo = wtforms.FileField(
        _("Logo"), description=_("JPG, PNG oder WebP, am besten quadratisch")
    )
    no_logo = Tick(_("Das Logo entfernen"))
    contact_function = Line(
        _("Wer ist ansprechbar?"),
        SHORT_MAX,
        hint=_("Ein Amt oder eine Aufgabe, zum Beispiel „Klimaschutzmanagement“"),
        missing=_("Nennen Sie ein Amt oder eine Aufgabe"),
    )
    contact_person = Line(
        _("Name der Ansprechperson"),
        SHORT_MAX,
        optional=True,
        hint=_("Nur, wenn die Person einverstanden ist. Der Name ist öffentlich."),
    )
    contact_email = Email(
        _("E-Mail-Adresse für Nachrichten"),
        optional=True,
        hint=_(
            "Wir zeigen sie niemandem. Ohne Adresse gehen Nachrichten an die "
            "Zuständigen."
        ),
        render_kw={"autocomplete": "email"},
    )
    version = wtforms.HiddenField(default="0")
    stored = ""  # the logo that came with it, once it is checked

    def __init__(self, organisation: Organisation | None = None) -> None:
        told = {"offers": "", "seeks": ""}
        if organisation is not None:
            told = {
                "offers": "\n".join(organisation.offers),
                "seeks": "\n".join(organisation.seeks),
            }
        super().__init__(obj=organisation, **told)
        self.organisation = organisation

    def validate_size(self, field: Any) -> None:
        """Clubs and towns have none: what was chosen is left out."""
        if self.kind.data not in BUSINESSES:
            field.data = ""

    def fits(self) -> bool:
        """Whether all can be taken; a logo is checked last, as that is slow work."""
        if not self.validate_on_submit():
            return False
        files = uploads("logo")
        if files:
            try:
                self.stored = logos.take_in(files[0].stream)
            except PictureRefused as refusal:
                self.logo.errors = [told(refusal)]
        return not self.logo.errors

    @property
    def new_logo(self) -> str | None:
        """A new one, none any more (""), or as it is (None)."""
        if self.stored:
            return self.stored
        return "" if self.no_logo.data else None

    @property
    def profile(self) -> Profile:
        """What was written, as the service wants it."""
        return Profile(
            name=self.name.data,
            kind=self.kind.data,
            place=self.place.data,
            size=self.size.data or "",
            address=self.address.data or "",
            website=self.website.data or "",
            fields=tuple(self.fields.data or ()),
            forms=tuple(self.forms.data or ()),
            speaks=self.speaks.data or "",
            access=self.access.data or "",
            source=self.source.data or "",
            html=self.source.html,
            offers=self.offers.items,
            seeks=self.seeks.items,
            contact_function=self.contact_function.data,
            contact_person=self.contact_person.data or "",
            contact_email=self.contact_email.data or "",
        )


class ContactForm(Form):
    """What anybody may write to an organisation."""

    name = Line(
        _("Ihr Name"),
        SHORT_MAX,
        missing=_("Schreiben Sie Ihren Namen"),
        render_kw={"autocomplete": "name"},
    )
    email = Email(
        _("Ihre E-Mail-Adresse"),
        hint=_("Die Organisation bekommt sie, damit sie Ihnen antworten kann."),
        missing=_("Schreiben Sie Ihre E-Mail-Adresse"),
        render_kw={"autocomplete": "email"},
    )
    text = Lines(
        _("Ihre Nachricht"),
        MESSAGE_MAX,
        minimum=10,
        hint=_(
            "Die Nachricht geht per E-Mail an die Organisation. Wir speichern sie "
            "nicht."
        ),
        missing=_("Schreiben Sie Ihre Nachricht"),
        render_kw={"rows": 8},
    )
    homepage = Line(
        _("Bitte frei lassen"),
        LINE_MAX,
        optional=True,
        render_kw={"autocomplete": "off", "tabindex": "-1"},
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Whether somebody filled in what no human sees."""
        return bool(self.homepage.data)

    @property
    def message(self) -> Message:
        """What was written, as the service wants it."""
        return Message(self.name.data, self.email.data, self.text.data)
