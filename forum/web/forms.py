"""The shape of input: fields that clean what is written and say what is missing.

Slow work (Markdown, pictures) happens while a form is read; only when it is accepted
does the write begin.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

import wtforms
from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from forum.core.db import session, start_writing
from forum.core.errors import Invalid, Refusal
from forum.core.lists import Option, Options
from forum.core.mail import ADDRESS_MAX
from forum.core.text import (
    PROSE_MAX,
    UnreadableText,
    check,
    clean_line,
    clean_prose,
    has_visible,
    render,
)
from forum.core.words import N_
from forum.web.language import number, say, told
from forum.web.numbers import read_number

_ = lazy_gettext
TOO_LATE = N_("Diese Seite war lange offen. Senden Sie das Formular noch einmal")


class Form(FlaskForm):
    """A form with its token; `form_key` tells the same form sent twice."""

    class Meta(FlaskForm.Meta):
        """Only what a form sends is read: JSON counts as an empty form."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What the fields are filled from."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    form_key = wtforms.HiddenField(default=lambda: uuid4().hex)

    def accepted(self) -> bool:
        """Whether it was sent and can be taken; then the write has begun."""
        if not self.validate_on_submit():
            return False
        start_writing()
        return True

    @property
    def key(self) -> str:
        """The key of this very form, at most 64 harmless characters."""
        text = str(self.form_key.data or "")
        return text if text.isalnum() and len(text) <= 64 else uuid4().hex

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Turn what a service finds invalid into an error at its field."""
        try:
            yield
        except Invalid as mistake:
            session.rollback()
            self[mistake.field].errors = [*self[mistake.field].errors, told(mistake)]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Field id and message, for the summary above the form."""
        found = [
            (field.id, str(message))
            for field in self
            if not isinstance(field, wtforms.HiddenField)
            for message in _flat(field.errors)
        ]
        return [*found, *self._too_late()]

    def _too_late(self) -> list[tuple[str, str]]:
        """The token is missing or too old: the same form again, filled."""
        if not self.errors.get("csrf_token"):
            return []
        return [("inhalt", say(TOO_LATE))]


def _flat(errors: Any) -> Iterator[object]:
    """Messages of a field and of the fields inside it."""
    if isinstance(errors, dict):
        errors = errors.values()
    for error in errors:
        if isinstance(error, list | tuple | dict):
            yield from _flat(error)
        else:
            yield error


class Button(Form):
    """Nothing but a button: its token is all there is to check."""

    def press(self) -> None:
        """Begin the write; a Refusal if the page was open for too long."""
        if not self.accepted():
            raise Refusal(TOO_LATE)


class _Checked:
    """What all our text fields share: a longest length, and whether it may be empty."""

    data: Any
    maximum: int
    minimum: int
    optional: bool
    missing: Any

    def pre_validate(self, form: Any) -> None:
        """Say what to do, not what went wrong."""
        text = self.data or ""
        if not has_visible(text):
            if self.optional:
                raise StopValidation
            raise StopValidation(str(self.missing or say("Füllen Sie dieses Feld aus")))
        if len(text) > self.maximum:
            raise StopValidation(
                say(
                    "Kürzen Sie den Text um %(count)s Zeichen auf höchstens %(most)s",
                    count=number(len(text) - self.maximum),
                    most=number(self.maximum),
                )
            )
        if len(text) < self.minimum:
            raise StopValidation(
                say("Schreiben Sie mindestens %(count)s Zeichen", count=self.minimum)
            )


class Line(_Checked, wtforms.StringField):
    """One line of text, cleaned of control and invisible characters."""

    data: Any

    def __init__(
        self,
        label: Any,
        maximum: int,
        *,
        minimum: int = 1,
        optional: bool = False,
        hint: Any = "",
        missing: Any = "",
        **options: Any,
    ) -> None:
        options.setdefault("description", hint)
        super().__init__(label, **options)
        self.maximum, self.minimum = maximum, minimum
        self.optional, self.missing = optional, missing

    def process_formdata(self, values: list[str]) -> None:
        """Clean before anything is checked."""
        self.data = clean_line(values[0]) if values else ""


class Lines(Line):
    """A short text of several lines, without formatting."""

    widget = wtforms.widgets.TextArea()

    def process_formdata(self, values: list[str]) -> None:
        """Keep the line breaks."""
        self.data = clean_prose(values[0]).strip() if values else ""


class Prose(Lines):
    """Markdown; `.html` is what it becomes, rendered while the form is read."""

    html = ""

    def __init__(self, label: Any, maximum: int = PROSE_MAX, **options: Any) -> None:
        super().__init__(label, maximum, **options)

    def pre_validate(self, form: Any) -> None:
        """Render, or say what makes it unreadable."""
        super().pre_validate(form)
        try:
            check(self.data)
        except UnreadableText as error:
            raise StopValidation(say(str(error))) from error
        self.html = render(self.data)


class Email(Line):
    """An address letters can be sent to."""

    widget = wtforms.widgets.EmailInput()

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, ADDRESS_MAX, **options)

    def pre_validate(self, form: Any) -> None:
        """Check the shape and keep what every mail server understands.

        Whether it can be reached, the letter will show.
        """
        super().pre_validate(form)
        if not self.data.rpartition("@")[0].isascii():
            raise StopValidation(
                say("Vor dem @ gehen keine Umlaute. Nehmen Sie eine andere Adresse")
            )
        try:
            found = validate_email(
                self.data,
                check_deliverability=False,
                test_environment=True,
                allow_smtputf8=False,
            )
        except EmailNotValidError as error:
            message = say("Schreiben Sie eine E-Mail-Adresse wie name@example.org")
            raise StopValidation(message) from error
        self.data = found.ascii_email


class Password(wtforms.PasswordField):
    """A password as it is typed; never sent back."""

    data: Any

    def process_formdata(self, values: list[str]) -> None:
        """Leave it as it is, but for what no keyboard can type."""
        self.data = values[0].replace("\0", "") if values else ""


class Number(wtforms.StringField):
    """A number; comma and point are both understood. Empty is None."""

    widget = wtforms.widgets.TextInput()
    data: Any
    value: Any = None

    def __init__(self, label: Any, *, hint: Any = "", **options: Any) -> None:
        super().__init__(label, description=hint, **options)

    def process_formdata(self, values: list[str]) -> None:
        """Keep what was typed."""
        self.data = clean_line(values[0])[:40] if values else ""

    def pre_validate(self, form: Any) -> None:
        """Understand it, or say how to write it."""
        if not self.data:
            return
        try:
            self.value = read_number(self.data)
        except InvalidOperation as error:
            raise StopValidation(
                say("Schreiben Sie eine Zahl, zum Beispiel 1,5")
            ) from error


def typed(value: Decimal | None) -> str:
    """A number as somebody would type it: 1150,5."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


class Choice(wtforms.SelectField):
    """One of a list of options; the first says that nothing is chosen yet."""

    data: Any

    def __init__(
        self,
        label: Any,
        options: Options,
        *,
        optional: bool = False,
        empty: Any = None,
        hint: Any = "",
        missing: Any = "",
        **more: Any,
    ) -> None:
        super().__init__(label, description=hint, validate_choice=False, **more)
        self.options, self.optional = options, optional
        self.empty, self.missing = empty, missing
        self.choices = self._titles()

    def offer(self, names: dict[str, str]) -> None:
        """Choose among these, whose names are no words of the catalogue."""
        self.options = Options(*(Option(code, name) for code, name in names.items()))
        self.choices = [("", self.empty or _("Bitte wählen")), *names.items()]

    def _titles(self) -> list[tuple[str, Any]]:
        first = [("", self.empty or _("Bitte wählen"))]
        return first + [(one.code, _(one.title)) for one in self.options]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if self.data in self.options or (self.optional and not self.data):
            return
        raise StopValidation(str(self.missing or say("Wählen Sie etwas aus der Liste")))


class Tiles(Choice):
    """One of a few options, shown as tiles."""

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.RadioInput()

    def _titles(self) -> list[tuple[str, Any]]:
        return [(one.code, _(one.title)) for one in self.options]


class Choices(wtforms.SelectMultipleField):
    """Any number of options, shown as boxes to tick."""

    data: Any

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()

    def __init__(
        self, label: Any, options: Options, *, hint: Any = "", **more: Any
    ) -> None:
        super().__init__(label, description=hint, validate_choice=False, **more)
        self.options = options
        self.choices = [(one.code, _(one.title)) for one in options]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        if any(code not in self.options for code in self.data or ()):
            raise StopValidation(say("Wählen Sie etwas aus der Liste"))


class Tick(wtforms.BooleanField):
    """A box to tick; a message makes it one that has to be ticked."""

    data: Any

    def __init__(self, label: Any, *, needed: Any = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.needed = needed

    def pre_validate(self, form: Any) -> None:
        """Say why it has to be ticked."""
        if self.needed and not self.data:
            raise StopValidation(str(self.needed))


class Licensed(Form):
    """A form for a contribution: asks for the licence until it is agreed to once."""

    licence = Tick(
        lazy_gettext(
            "Andere dürfen meine Beiträge weiter verwenden, wenn sie mich nennen."
        ),
        needed=lazy_gettext("Stimmen Sie zu, damit wir Ihren Beitrag zeigen dürfen"),
        description=lazy_gettext("Lizenz CC BY 4.0. Das fragen wir nur einmal."),
    )

    def __init__(self, *given: Any, agreed: bool = False, **told: Any) -> None:
        super().__init__(*given, **told)
        if agreed:
            del self.licence

    @property
    def agrees(self) -> bool:
        """Whether the member agrees in this very form."""
        return "licence" in self and bool(self.licence.data)


def attributes(field: Any, rows: int | None = None) -> dict[str, object]:
    """What ties a control to its hint and its error, for assistive technology."""
    described = [f"{field.id}-hint"] if field.description else []
    described += [f"{field.id}-error"] if field.errors else []
    found: dict[str, object] = {}
    if described:
        found["aria-describedby"] = " ".join(described)
    if field.errors:
        found["aria-invalid"] = "true"
    if isinstance(field, Prose):
        found["rows"] = rows or 12
    if isinstance(field, Number):
        found |= {"inputmode": "decimal", "class": "sm"}
    return found


def uploads(name: str) -> Sequence[FileStorage]:
    """The files of a field that really were chosen."""
    return [file for file in request.files.getlist(name) if file.filename]
