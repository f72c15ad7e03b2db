"""What staff fill in to deal with a report."""

from flask_babel import lazy_gettext as _

from forum.editorial.tickets.models import WORDS_MAX
from forum.web.forms import Form, Lines, Tick

ENOUGH = 10


class AnswerForm(Form):
    """The answer, as the letter will say it."""

    answer = Lines(
        _("Ihre Antwort"),
        WORDS_MAX,
        minimum=ENOUGH,
        hint=_(
            "Anrede, Gruß und der Hinweis auf die Ombudsstelle stehen schon im Brief."
        ),
        missing=_("Schreiben Sie, was Sie getan haben oder tun werden"),
    )


class InterimForm(Form):
    """Why it takes longer."""

    reason = Lines(
        _("Warum dauert es länger?"),
        WORDS_MAX,
        minimum=ENOUGH,
        hint=_("Die neue Frist und die Ombudsstelle nennt der Brief."),
        missing=_("Schreiben Sie, warum es länger dauert"),
    )


class NoteForm(Form):
    """What only the staff reads."""

    note = Lines(_("Interne Notiz"), WORDS_MAX, hint=_("Die Notiz liest nur das Team."))


class CloseForm(Form):
    """What became of it, for the report of the year."""

    result = Lines(
        _("Was ist daraus geworden?"),
        WORDS_MAX,
        minimum=ENOUGH,
        missing=_("Schreiben Sie in einem Satz, was daraus geworden ist"),
    )
    no_report = Tick(_("Das ist keine Meldung (zum Beispiel Werbung)"))
