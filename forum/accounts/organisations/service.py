"""What people do with their organisations, and staff with all of them."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations import letters, queries
from forum.accounts.organisations.activities import (
    LogoReplaced,
    OrganisationApproved,
    OrganisationChanged,
    OrganisationClosed,
    OrganisationConfirmed,
    OrganisationFounded,
    OrganisationHidden,
)
from forum.accounts.organisations.models import (
    BUSINESSES,
    SLUG_MAX,
    Belonging,
    Organisation,
    Part,
    Standing,
)
from forum.accounts.organisations.permissions import (
    can_edit,
    can_found,
    can_lead,
    can_look_after,
    can_write_to,
)
from forum.core import mail
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import names_constraint, session
from forum.core.errors import Invalid, Refusal, allow
from forum.core.slugs import slug
from forum.core.text import TEXT_VERSION
from forum.core.versions import check_version
from forum.core.words import N_
from forum.site.settings import site

NAME_TAKEN = N_(
    "Diese Organisation gibt es schon, auch wenn sie vielleicht noch nicht im "
    "Verzeichnis steht. Lassen Sie sich einladen oder schreiben Sie den Ort dazu"
)
OFFICE = "de"  # what a mailbox speaks nobody knows: as the site does
NO_WAY = N_("Diese Organisation nimmt zurzeit keine Nachrichten an.")


@dataclass(frozen=True)
class Profile:
    """What an organisation tells about itself; the HTML follows from the source."""

    name: str
    kind: str
    place: str
    size: str = ""
    address: str = ""
    website: str = ""
    fields: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    speaks: str = ""
    access: str = ""
    source: str = ""
    html: str = dataclasses.field(default="", compare=False)
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    contact_function: str = ""
    contact_person: str = ""
    contact_email: str = ""


@dataclass(frozen=True)
class Message:
    """What somebody writes to an organisation; nothing of it is kept."""

    name: str
    email: str
    text: str


def found(
    profile: Profile, by: Member, form_key: str | None = None, logo: str = ""
) -> Organisation:
    """Enter an organisation; who does so answers for it. Staff look at it first.

    The same form sent twice enters it once.
    """
    allow(can_found(by))
    made = Organisation(form_key=form_key, logo=logo, confirmed_at=now())
    _put(made, profile)
    made.state = Standing.WAITING
    try:
        with session.begin_nested():
            session.add(made)
    except sa.exc.IntegrityError as error:
        return _entered_before(form_key, by, error)
    session.add(Belonging(organisation_id=made.id, member_id=by.id, part=Part.OWNER))
    session.flush()
    record(OrganisationFounded(by=by.id, organisation=made.id))
    return made


def _entered_before(
    form_key: str | None, by: Member, error: sa.exc.IntegrityError
) -> Organisation:
    """What the first sending of the same form made, if it was the same member's."""
    same = sa.select(Organisation).join(
        Belonging, Belonging.organisation_id == Organisation.id
    )
    first = session.scalar(
        same.where(Organisation.form_key == form_key, Belonging.member_id == by.id)
    )
    if first is None:
        raise _name_taken(error) from error
    return first


def describe(
    organisation: Organisation,
    profile: Profile,
    by: Member,
    version: str,
    logo: str | None = None,
) -> None:
    """Say what the page shall say, if nobody was faster; the same changes nothing.

    `logo` is a new one, or "" for none.
    """
    allow(can_edit(by, organisation))
    new_logo = logo is not None and logo != organisation.logo
    if profile == current(organisation) and not new_logo:
        return
    check_version(organisation, version)
    if logo is not None and new_logo:
        _replace_logo(organisation, logo, by)
    _put(organisation, profile)
    organisation.edited_at = now()
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise _name_taken(error) from error
    record(OrganisationChanged(by=by.id, organisation=organisation.id))


def current(organisation: Organisation) -> Profile:
    """What it tells about itself now, as a form would send it."""
    names = [one.name for one in dataclasses.fields(Profile)]
    told = {name: getattr(organisation, name) for name in names}
    lists = {name: tuple(one) for name, one in told.items() if isinstance(one, list)}
    return Profile(**told | lists)


def _replace_logo(organisation: Organisation, logo: str, by: Member) -> None:
    old, organisation.logo = organisation.logo, logo
    if old:
        record(LogoReplaced(by=by.id, organisation=organisation.id, digest=old))


def _put(organisation: Organisation, profile: Profile) -> None:
    for name, value in dataclasses.asdict(profile).items():
        setattr(organisation, name, list(value) if isinstance(value, tuple) else value)
    if profile.kind not in BUSINESSES:
        organisation.size = ""
    organisation.name_key = queries.key(profile.name)
    organisation.slug = slug(profile.name)[:SLUG_MAX]
    organisation.text_version = TEXT_VERSION


def _name_taken(error: sa.exc.IntegrityError) -> Exception:
    """In words, if it is the name; two may enter the same one at once."""
    if names_constraint(error, "organisation.name_key"):
        return Invalid("name", NAME_TAKEN)
    return error


def confirm(organisation: Organisation, by: Member) -> None:
    """Say that everything on the page is still true."""
    allow(can_edit(by, organisation))
    organisation.confirmed_at = now()
    record(OrganisationConfirmed(by=by.id, organisation=organisation.id))


def close(organisation: Organisation, by: Member) -> None:
    """No longer take part; what was published stays, staff can undo it."""
    organisation = queries.locked(organisation.id)
    allow(can_lead(by, organisation))
    if organisation.state is not Standing.CLOSED:
        organisation.state = Standing.CLOSED
        record(OrganisationClosed(by=by.id, organisation=organisation.id))


def approve(organisation: Organisation, by: Member) -> None:
    """Let everybody see it: a new one, one that was hidden or closed."""
    allow(can_look_after(by))
    organisation = queries.locked(organisation.id)
    if organisation.is_public:
        return
    first = organisation.since is None
    organisation.state = Standing.PUBLIC
    if first:
        organisation.since = organisation.confirmed_at = now()
    record(OrganisationApproved(by=by.id, organisation=organisation.id))
    letter = "approved" if first else "shown"
    _tell_owners(organisation, letter, slug=organisation.slug)


def hide(organisation: Organisation, reason: str, by: Member) -> None:
    """Take it out of the directory; its owners learn why."""
    allow(can_look_after(by))
    organisation = queries.locked(organisation.id)
    if organisation.state is Standing.HIDDEN:
        return
    organisation.state = Standing.HIDDEN
    record(OrganisationHidden(by=by.id, organisation=organisation.id))
    _tell_owners(organisation, "hidden", reason=reason)


def _tell_owners(organisation: Organisation, letter: str, **more: str) -> None:
    for owner in queries.owners(organisation.id):
        letters.write(letter, owner, organisation, **more)


def write_to(organisation: Organisation, message: Message) -> None:
    """A letter to whoever reads for it, or to the team; the address nobody sees."""
    if not can_write_to(organisation):
        raise Refusal(NO_WAY)
    found = readers(organisation)
    for address, language in found or [(site().contact, OFFICE)]:
        mail.write(
            "organisations/mail/message",
            address,
            language,
            reply_to=message.email,
            organisation=organisation.name,
            message=message,
            vacant=not found,
        )


def readers(organisation: Organisation) -> list[tuple[str, str]]:
    """Addresses and languages: the mailbox of the office, or each of its owners."""
    if organisation.contact_email:
        return [(organisation.contact_email, OFFICE)]
    owners = queries.owners(organisation.id)
    return [(one.email or "", one.language) for one in owners]


def forget_files(digest: str, delete: Callable[[str], None]) -> None:
    """Delete the files of a logo, unless an organisation shows it."""
    if digest and not queries.is_logo(digest):
        delete(digest)
