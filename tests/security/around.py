"""What else the alliance has: organisations, young members, reports, pages, letters."""

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa

from forum.accounts.joining import service as joining
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Audience, Member
from forum.accounts.organisations import service as organisations
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    OrganisationInvitation,
    Part,
)
from forum.accounts.organisations.people import service as people
from forum.accounts.privacy.models import DataCopy
from forum.accounts.roles.models import Suspension
from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.accounts.sessions.models import SignIn
from forum.accounts.signin import keys
from forum.accounts.signin.models import Purpose
from forum.core import media, tokens
from forum.core.clock import now
from forum.core.db import session
from forum.core.text import render
from forum.editorial.pages import service as pages
from forum.editorial.tickets import service as tickets
from forum.editorial.tickets.models import Ticket
from forum.moderation.offers import service as offers
from forum.moderation.offers.models import Aim, Item, Offer
from forum.moderation.queue.models import Decision
from forum.projects.models import Project

if TYPE_CHECKING:
    from tests.security.world import Builder

STANDINGS = ("waiting", "public", "hidden", "closed")
OPEN_TO = {
    "author": Audience.MEMBERS,
    "neighbour": Audience.EVERYBODY,
    "blocked": Audience.EVERYBODY,  # but nobody sees more than the name
    "waiting": Audience.EVERYBODY,
    "unconfirmed": Audience.EVERYBODY,
}
FACES = ("stranger", "author", "neighbour", "blocked")
RESET_PAGE = 2  # the version that everybody reads


class Around:
    """Made after the people and what they wrote."""

    def __init__(self, builder: "Builder") -> None:
        self.builder, self.pen = builder, builder.pen
        self.world, self.members = builder.world, builder.members

    def profiles(self) -> None:
        """Who sees what of whom: nobody, members, everybody; pictures too."""
        for who, audience in OPEN_TO.items():
            self.members[who].profile_for = audience
        for who in FACES:
            stored = self.builder.stored(f"{who} face")
            self.members[who].picture = stored.digest
            self.world.put(
                "face",
                who,
                number=self.members[who].id,
                name=media.name(stored.digest, 480),
            )
        blocked = Suspension(
            member_id=self.members["blocked"].id,
            reason=self.pen("blocked suspension reason", 200),
            blocked_by=self.members["admin"].id,
        )
        session.add(blocked)

    def youths(self) -> None:
        """One whom the author answers for and the helper may take over; another's."""
        self.members["author"].actor = "schule"
        self.members["helper"].actor = "verein"
        self.members["neighbour"].actor = "verein"
        other = self.builder.young("other youth")
        for state, youth, adult, asked in (
            ("youth", self.members["youth"], "author", "helper"),
            ("other", other, "neighbour", None),
        ):
            session.add(
                Guardianship(
                    youth_id=youth.id,
                    guardian_id=self.members[adult].id,
                    offered_to_id=self.members[asked].id if asked else None,
                )
            )
            self.world.put("youth", state, number=youth.id)

    def factors(self) -> None:
        """The secrets that the devices of staff know, and codes on paper."""
        for who, one in self.members.items():
            if one.second_since is not None:
                secret = self.pen(f"{who} secret", word=True).upper()
                digest = sha256(f"{who} recovery".encode()).hexdigest()
                session.add(SecondFactor(member_id=one.id, secret=secret))
                session.add(RecoveryCode(member_id=one.id, digest=digest))
                self.world.secrets += [secret, digest]

    # ------------------------------------------------- organisations

    def houses(self) -> None:
        """The author answers for each, the helper writes along."""
        author, helper = self.members["author"], self.members["helper"]
        for state in STANDINGS:
            made = organisations.found(self._profile(state), author)
            made.logo = self.builder.stored(f"{state} logo").digest
            session.add(
                Belonging(
                    organisation_id=made.id,
                    member_id=helper.id,
                    part=Part.EDITOR,
                    title=self.pen(f"{state} organisation hidden title", 60),
                )
            )
            session.flush()
            if state != "waiting":
                organisations.approve(made, self.members["moderator"])
                self._ask(made, state)
            self._standing(made, state)

    def _profile(self, state: str) -> organisations.Profile:
        what = f"{state} organisation"
        source = self.pen(f"{what} text", 400)
        site = self.pen(f"{what} site", word=True)
        mailbox = self.pen(f"{what} mailbox", word=True)
        return organisations.Profile(
            name=self.pen(f"{what} name", 90),
            kind="unternehmen",
            place="gescher",
            size="1-9",
            address=self.pen(f"{what} address", 100),
            website=f"https://{site}.example.org".lower(),
            fields=("natur",),
            forms=("partner",),
            speaks=self.pen(f"{what} tongues", 100),
            access=self.pen(f"{what} access", 100),
            source=source,
            html=render(source),
            offers=(self.pen(f"{what} offer", 100),),
            seeks=(self.pen(f"{what} wish", 100),),
            contact_function=self.pen(f"{what} contact", 70),
            contact_person=self.pen(f"{what} person", 70),
            contact_email=f"{mailbox}@example.org".lower(),
        )

    def _ask(self, made: Organisation, state: str) -> None:
        mailbox = self.pen(f"{state} asked mailbox", word=True)
        address = f"{mailbox}@example.org".lower()
        if state == "public":
            own = str(self.members["stranger"].email)
            people.invite(made, own, Part.EDITOR, self.members["author"])
            self.world.put("own invitation", "stranger", number=self._asked(own).id)
        people.invite(made, address, Part.EDITOR, self.members["author"])
        asked = self._asked(address)
        self.world.put("asked", state, number=made.id, invited=asked.id)
        key = f"key for {state}"
        wanted = sa.select(OrganisationInvitation).where(
            OrganisationInvitation.organisation_id == made.id
        )
        for one in session.scalars(wanted):
            token = f"{key} to {one.id}".replace(" ", "-")
            one.digest = tokens.digest("invitation", token)
            mine = one.email == self.members["stranger"].email
            self.world.put("asked link", f"{state}{'-own' * mine}", token=token)
        self.world.put("asked link", "mistyped", token=f"{token[:-1]}xx")

    def _asked(self, address: str) -> OrganisationInvitation:
        return session.scalars(
            sa.select(OrganisationInvitation).where(
                OrganisationInvitation.email == address
            )
        ).one()

    def _standing(self, made: Organisation, state: str) -> None:
        if state == "closed":
            organisations.close(made, self.members["author"])
        if state == "hidden":
            reason = self.pen("hidden organisation reason", 200)
            organisations.hide(made, reason, self.members["moderator"])
            published = self.world.things["project"]["published"]["number"]
            session.get_one(Project, published).organisation_id = made.id
        self.world.put("organisation", state, number=made.id, slug=made.slug)
        name = media.name(made.logo, 480)
        self.world.put("logo", state, number=made.id, name=name)
        theirs = sa.select(Belonging).where(Belonging.organisation_id == made.id)
        for one in session.scalars(theirs):
            who = "owner" if one.is_owner else "editor"
            self.world.put("person", f"{state}-{who}", number=made.id, person=one.id)
            if state == "public" and not one.is_owner:
                self.world.names["heir"] = str(one.id)

    def mismatch(self) -> None:
        """Numbers of one organisation below another one's address."""
        number = self.world.things["organisation"]["public"]["number"]
        asked = self.world.things["asked"]["hidden"]["invited"]
        person = self.world.things["person"]["hidden-editor"]["person"]
        self.world.put("asked", "elsewhere", number=number, invited=asked)
        self.world.put("person", "elsewhere", number=number, person=person)

    # ------------------------------------------------- staff's work

    def invitation(self) -> None:
        """Somebody is asked to become a member."""
        mailbox = self.pen("invited mailbox", word=True)
        address = f"{mailbox}@example.org".lower()
        made = joining.invite(address, "de", self.members["moderator"])
        self.world.put("invitation", "sent", number=made.id)
        token = joining.token(made)
        self.world.put("invited link", "fresh", token=token)
        self.world.put("invited link", "mistyped", token=f"{token[:-3]}AAA")

    def reports(self) -> None:
        """Reports of barriers in every state, with what staff said about them."""
        by = self.members["editor"]
        for state in ("open", "answered", "closed", "forgotten"):
            what = f"{state} ticket"
            mailbox = self.pen(f"{what} mailbox", word=True)
            report = tickets.Report(
                self.pen(f"{what} where", 100),
                self.pen(f"{what} text", 300),
                f"{mailbox}@example.org".lower(),
                "de",
                f"{what} key",
            )
            made = tickets.receive(report, f"192.0.2.{len(state)}")
            tickets.note(made, self.pen(f"{what} note", 200), by)
            self._deal_with(made, state)
            self.world.put("ticket", state, number=made.id)

    def _deal_with(self, made: Ticket, state: str) -> None:
        by = self.members["editor"]
        if state != "open":
            tickets.answer(made, self.pen(f"{state} ticket answer", 200), by)
        if state in ("closed", "forgotten"):
            tickets.close(made, self.pen(f"{state} ticket result", 200), by)
        if state == "forgotten":
            session.flush()
            tickets.forget(made)

    def own_pages(self) -> None:
        """A page that staff have written twice, and one as the program brings it."""
        for number, what in enumerate(("old page", "new page")):
            source = self.pen(f"{what} text", 400)
            words = pages.Words(self.pen(f"{what} title", 80), source, render(source))
            pages.write("hilfe", "de", words, self.members["editor"], number)
        self.world.put("own page", "written", slug="hilfe", code="de")
        self.world.put("own page", "template", slug="spielregeln", code="de")
        self.world.put("own page", "none", slug="gibt-es-nicht", code="de")
        self.world.put("own page", "tongue", slug="hilfe", code="xx")
        for number in (1, 2, 9):
            state = "missing" if number > RESET_PAGE else f"version{number}"
            self.world.put("version", state, slug="hilfe", code="de", number=number)

    def archive(self) -> None:
        """One for the archive alone, one whose answer is awaited, one to be cleared."""
        by = self.members["admin"]
        self._age()
        year = now().year
        self.world.names["year"] = str(year)
        kept = offers.offer_period(year, year, by)
        self.world.put("offer", "period", number=kept.id)
        hidden = self.world.things["project"]["hidden"]["number"]
        for state in ("asked", "answered"):
            made = Offer(purpose=Aim.CLEARING, months=24, by=by.id)
            session.add(made)
            session.flush()
            session.add(Item(offer_id=made.id, entry_id=hidden))
            self.world.put("offer", state, number=made.id)
        offers.note_answer(made, offers.Answer.DECLINED, by)

    def _age(self) -> None:
        """A rejected conversation that lies there for years."""
        number = self.world.things["thread"]["rejected"]["number"]
        then = now() - timedelta(days=2000)
        entry = sa.table("entry", sa.column("id"), sa.column("created_at"))
        session.execute(
            sa.update(Decision).where(Decision.entry_id == number).values(at=then)
        )
        session.execute(
            sa.update(entry).where(entry.c.id == number).values(created_at=then)
        )

    # ------------------------------------------------- letters, sign-ins, copies

    def letters(self) -> None:
        """What opens something, as letters hold it."""
        address = f"{self.pen('stranger mailbox', word=True)}@example.org".lower()
        for kind, purpose, who, told in (
            ("letter link", Purpose.LINK, "stranger", ""),
            ("staff link", Purpose.LINK, "editor", ""),
            ("address link", Purpose.ADDRESS, "stranger", address),
            ("undo link", Purpose.UNDO, "stranger", address),
        ):
            key = keys.give(self.members[who], purpose, told)
            self.world.put(kind, "fresh", token=key)
            self.world.put(kind, "mistyped", token=f"{key[:-1]}{'aA'[key[-1] == 'a']}x")

    def sign_ins(self) -> None:
        """Where two of them are signed in."""
        for who in ("stranger", "admin"):
            mine = sa.select(SignIn).where(SignIn.member_id == self.members[who].id)
            self.world.put("sign-in", who, number=session.scalars(mine).one().id)

    def copy(self) -> None:
        """Everything about the author lies ready, unpacked enough to be searched."""
        name = "0" * 47 + "1"
        text = self.pen("author copy", 100)
        self.world.copies[f"{name}.zip"] = text.encode()
        moment = now()
        session.add(
            DataCopy(
                member_id=self.members["author"].id,
                ready_at=moment,
                ends_at=moment + timedelta(days=2),
                file=name,
                size=len(text),
            )
        )
        self.world.secrets.append(name)

    def known(self) -> dict[str, str]:
        """What forms may name."""
        organisation = self.world.things["organisation"]["public"]["number"]
        return {
            "helper_name": self._name("helper"),
            "organisation": str(organisation),
            "youth_name": self._name("youth"),
        }

    def _name(self, who: str) -> str:
        found: Member = session.get_one(Member, self.world.people[who])
        return found.display_name
