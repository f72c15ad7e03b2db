"""Joining, confirming, telling about oneself, and what a role changes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members import profiles, service
from forum.accounts.members.models import NAME_MAX, Member
from forum.accounts.members.queries import how_many, member_by_email, member_by_name
from forum.accounts.members.rights import Right, Role
from forum.core import tokens
from forum.core.activities import ActivityRow
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Missing, Refusal
from tests import make
from tests.accounts.letters import letters

NAME, EMAIL = "Mia Eilers", "mia@example.org"


def join(name: str = NAME, email: str = EMAIL, language: str = "de") -> None:
    with transaction():
        told = service.Registration(name, email, "hash", "buerger", language)
        service.join(told)


def acts() -> list[tuple[str, int | None]]:
    rows = session.query(ActivityRow).order_by(ActivityRow.id)
    return [(row.name, row.by) for row in rows]


def token(member: Member) -> str:
    return tokens.sign(service.CONFIRM, member.id, member.email)


def known(email: str = EMAIL) -> Member:
    found = member_by_email(email)
    assert found is not None
    return found


def profile(name: str = NAME, **told: object) -> profiles.Profile:
    values: dict[str, object] = {
        "display_name": name,
        "actor": "verein",
        "place": "gescher",
        "fields": ["natur"],
        "forms": ["mithelfen"],
        "about": "Ich pflanze Hecken.",
        "language": "sv",
    }
    return profiles.Profile(**(values | told))  # type: ignore[arg-type]


def test_who_registers_last_decides(app: Flask) -> None:
    """Nobody can prepare an account for a stranger's address."""
    join("Mallory")
    link = token(known())
    with transaction():
        told = service.Registration(NAME, EMAIL, "another hash", "verein")
        service.join(told)
    owner = known()
    assert (owner.display_name, owner.password_hash) == (NAME, "another hash")
    with pytest.raises(Refusal), transaction():
        service.confirm(link, "hash")
    assert not known().is_active
    with transaction():
        service.confirm(link, "another hash")
    assert known().is_active


def test_who_joins_and_who_confirms_at_once_never_mix(app: Flask) -> None:
    """Whatever is first: a password that nobody confirmed with opens nothing."""
    join()
    link, start = token(known()), Barrier(2)

    def confirm() -> None:
        with app.app_context():
            start.wait()
            with suppress(Refusal), transaction():
                service.confirm(link, "hash")

    def take_over() -> None:
        with app.app_context():
            start.wait()
            with suppress(Invalid), transaction():
                told = service.Registration(NAME, EMAIL, "theirs", "verein")
                service.join(told)

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(confirm), threads.submit(take_over)]:
            done.result()
    mia = known()
    assert (mia.is_active, mia.password_hash) in ((True, "hash"), (False, "theirs"))


def test_who_joins_waits_for_the_letter(app: Flask) -> None:
    join(language="sv")
    mia = known()
    assert (mia.role, mia.is_active, mia.language) == (Role.MEMBER, False, "sv")
    assert letters() == [(EMAIL, "confirm")]
    assert acts() == [("MemberJoined", mia.id)]
    assert how_many() == 0


def test_confirming_twice_is_confirming_once(app: Flask) -> None:
    join()
    link = token(known())
    for _ in range(2):
        with transaction():
            service.confirm(link, "hash")
    mia = known()
    assert mia.is_active
    assert acts() == [("MemberJoined", mia.id), ("MemberConfirmed", mia.id)]
    assert how_many() == 1


def test_a_link_is_good_for_seven_days_and_for_nothing_else(app: Flask) -> None:
    join()
    link = token(known())
    assert service.read_confirmation(link) == known()
    for other in (link[:-2], tokens.sign("reset", known().id, EMAIL)):
        with pytest.raises(Refusal):
            service.read_confirmation(other)
    with pytest.raises(Refusal):
        tokens.read(service.CONFIRM, link, -1)


def test_a_link_to_an_address_given_up_leads_nowhere(app: Flask) -> None:
    join()
    for link in (
        tokens.sign(service.CONFIRM, known().id, "old@example.org"),
        tokens.sign(service.CONFIRM, known().id + 1, EMAIL),
    ):
        with pytest.raises(Missing):
            service.read_confirmation(link)


@pytest.mark.parametrize("email", ["mia@example.org", "MIA@Example.ORG"])
def test_a_known_address_is_told_to_its_owner_alone(app: Flask, email: str) -> None:
    make.member(NAME, email=EMAIL)
    join("Jemand anderes", email)
    assert letters() == [(EMAIL, "known")]
    assert member_by_name("Jemand anderes") is None


def test_registering_twice_makes_one_member(app: Flask) -> None:
    join()
    join()
    assert session.query(Member).count() == 1
    assert letters() == [(EMAIL, "confirm")] * 2
    assert [name for name, _by in acts()] == ["MemberJoined"]


def at_once(app: Flask, *people: tuple[str, str]) -> list[str]:
    """Each registers in a thread and a session of its own."""
    start = Barrier(len(people))

    def register(person: tuple[str, str]) -> str:
        with app.app_context():
            start.wait()
            try:
                join(*person)
            except Invalid as refused:
                return refused.field
            return "sent"

    session.rollback()
    with ThreadPoolExecutor(len(people)) as threads:
        return sorted(threads.map(register, people))


def test_one_address_registered_twice_at_once(app: Flask) -> None:
    for _ in range(5):
        assert at_once(app, (NAME, EMAIL), (NAME, EMAIL)) == ["sent"] * 2
    assert session.query(Member).count() == 1


def test_one_name_chosen_twice_at_once(app: Flask) -> None:
    """Both wait for it: who is told that it is taken would learn of an address."""
    people = ((NAME, EMAIL), (NAME.upper(), "other@example.org"))
    assert at_once(app, *people) == ["sent", "sent"]
    links = [token(known(email)) for _name, email in people]
    session.rollback()
    start = Barrier(2)

    def confirm(link: str) -> None:
        with app.app_context():
            start.wait()
            with transaction():
                service.confirm(link, "hash")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(confirm, links))
    names = [one.display_name for one in session.scalars(sa.select(Member))]
    assert sorted(one.endswith(" (2)") for one in names) == [False, True]
    assert {one.removesuffix(" (2)") for one in names} == {NAME, NAME.upper()}


def test_a_name_is_free_until_somebody_confirms(ada: Member) -> None:
    """Registering with a known address holds no name; so with none it must not."""
    for email in ("ada@example.org", "stranger@example.org", "third@example.org"):
        join(NAME, email)
    with transaction():
        profiles.describe(ada, profile(NAME), by=ada)
    assert member_by_name(NAME) == ada
    for number, email in enumerate(("third@example.org", "stranger@example.org"), 2):
        with transaction():
            service.confirm(token(known(email)), "hash")
        assert known(email).display_name == f"{NAME} ({number})"
        assert member_by_name(f"{NAME} ({number})") == known(email)


def test_the_longest_name_has_room_for_its_number(app: Flask) -> None:
    name = "M" * NAME_MAX
    make.member(name)
    with transaction():
        other = service.Registration("Ohm", EMAIL, "hash", "buerger")
        service.join(other)
        known().display_name = name
        service.confirm(token(known()), "hash")
    assert known().display_name == f"{'M' * (NAME_MAX - 4)} (2)"


@pytest.mark.parametrize(
    "name",
    [
        "Mia Eilers",
        "mia  EILERS",
        "Mia\u200b Eilers",
        "\u041c\u0456\u0430 Eilers",  # Cyrillic
        "\uff2d\uff49\uff41 Eilers",  # full width
    ],
)
def test_a_name_is_taken_in_every_spelling(app: Flask, name: str) -> None:
    make.member(NAME, email=EMAIL)
    with pytest.raises(Invalid) as refused:
        join(name, "other@example.org")
    assert refused.value.field == "display_name"
    assert (session.query(Member).count(), letters()) == (1, [])


def test_a_taken_name_does_not_tell_which_addresses_are_known(ada: Member) -> None:
    """The name is looked at before the address, whoever it belongs to."""
    make.member(NAME, email=EMAIL)
    for email in (EMAIL, "stranger@example.org", "ada@example.org"):
        with pytest.raises(Invalid):
            join(NAME, email)
    assert letters() == []


def test_names_that_unfold_into_many_letters_fit(app: Flask) -> None:
    """One sign of eighteen letters, as often as a name is long."""
    name = "\ufdfa" * 60
    email = "\u00e6\u00df" * 20 + "@example.org"
    join(name, email)
    with transaction():
        service.confirm(token(known(email)), "hash")
    assert member_by_name(name) == known(email)


def test_members_describe_themselves(ada: Member) -> None:
    with transaction():
        profiles.describe(ada, profile("Ada Neu"), by=ada)
    session.refresh(ada)
    assert (ada.display_name, ada.place, ada.fields) == (
        "Ada Neu",
        "gescher",
        ["natur"],
    )
    assert (ada.forms, ada.language) == (["mithelfen"], "sv")
    assert member_by_name("ADA NEU") == ada


def test_one_may_change_the_spelling_of_ones_own_name(ada: Member) -> None:
    with transaction():
        profiles.describe(ada, profile(ada.display_name.upper()), by=ada)
    assert ada.display_name.isupper()


def test_nobody_describes_somebody_else(ada: Member, gil: Member) -> None:
    with pytest.raises(Forbidden), transaction():
        profiles.describe(ada, profile(), by=gil)


def test_nobody_takes_the_name_of_another(ada: Member, ben: Member) -> None:
    name = ada.display_name
    with pytest.raises(Invalid), transaction():
        profiles.describe(ben, profile(name.lower()), by=ben)
    assert ben.display_name != name.lower()


@pytest.mark.parametrize("who", ["ada", "cleo", "dan"])
def test_only_administrators_give_roles(
    who: str, request: pytest.FixtureRequest, ben: Member
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(Forbidden), transaction():
        service.set_role(ben, Role.EDITOR, by=by)
    assert (ben.role, acts()) == (Role.MEMBER, [])


def test_a_role_is_given_and_logged(ben: Member, gil: Member) -> None:
    with transaction():
        service.set_role(ben, Role.MODERATOR, by=gil)
        service.set_role(gil, Role.MEMBER, by=None)  # from the command line
    assert (ben.role, gil.is_staff) == (Role.MODERATOR, False)
    assert acts() == [("RoleChanged", gil.id), ("RoleChanged", None)]


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.MEMBER, set()),
        (Role.JURY, {Right.JURY}),
        (Role.FUND_OFFICE, {Right.DESK, Right.ANNOUNCE, Right.FUND}),
        (Role.ADMINISTRATOR, set(Right) - {Right.JURY}),
    ],
)
def test_what_a_role_means(app: Flask, role: Role, rights: set[Right]) -> None:
    rita = make.member(role=role)
    assert {right for right in Right if rita.may(right)} == rights
    assert rita.is_staff is (role is not Role.MEMBER)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.MEMBER])
def test_a_role_without_a_second_factor_gives_no_right(app: Flask, role: Role) -> None:
    rita = make.member(role=role)
    with transaction():
        rita.second_since = None
    assert not any(rita.may(right) for right in Right)


def test_who_decides_within_fields_or_places(cleo: Member) -> None:
    assert cleo.covers("energie", "ahaus")
    with transaction():
        cleo.scope_fields, cleo.scope_places = ["energie"], ["heek"]
    found = [
        cleo.covers(field, place)
        for field, place in (
            ("energie", "ahaus"),
            ("natur", "heek"),
            ("natur", "ahaus"),
        )
    ]
    assert found == [True, True, False]


def test_staff_confirm_by_hand(app: Flask, ada: Member, cleo: Member) -> None:
    join()
    with pytest.raises(Forbidden), transaction():
        service.confirm_by_hand(known(), by=ada)
    assert not known().is_active
    with transaction():
        service.confirm_by_hand(known(), by=cleo)
    assert known().is_active
    assert acts()[-1] == ("MemberConfirmed", cleo.id)


def test_an_imported_author_is_made_once_and_cannot_enter(app: Flask) -> None:
    with transaction():
        first = service.author("Heimatverein Raesfeld")
        second = service.author("HEIMATVEREIN  Raesfeld")
    assert first == second
    assert (first.email, first.is_active, how_many()) == (None, False, 0)


def test_an_imported_author_never_is_somebody_who_joined(app: Flask) -> None:
    """Else they could edit what was imported; the import says whose it is."""
    joined = make.member(NAME, email=EMAIL)
    with transaction():
        first, again = service.author(NAME), service.author(NAME.upper())
    assert first == again != joined
    assert first.display_name == "Mia Eilers (Import)"
    make.member("Ole Olsen", email="ole@example.org")
    make.member("Ole Olsen (Import)", email="ole2@example.org")
    with transaction():
        assert service.author("Ole Olsen").display_name == "Ole Olsen (Import 2)"


def test_a_long_name_has_room_for_where_it_came_from(app: Flask) -> None:
    name = "Arbeitskreis Klimaschutz und Artenvielfalt im Westmuensterla"
    make.member(name, email=EMAIL)
    with transaction():
        made = service.author(name)
    assert len(made.display_name) <= NAME_MAX
    assert made.display_name.endswith(" (Import)")


def test_an_imported_author_agreed_to_nothing(app: Flask) -> None:
    with transaction():
        made = service.author("Heimatverein Raesfeld")
    assert (made.approved_at, made.confirmed_at) == (None, None)
