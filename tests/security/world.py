"""A small alliance with somebody in every role and something in every state.

Everything is made with the services. A pen writes each text, so that the same world
is full of words nobody else may read, or full of attacks.

To add a kind of thing: make it in `build`, name what its addresses need in `things`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from flask import Flask
from PIL import Image

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.second import totp
from forum.accounts.second.routes import SECRET
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import service as signin
from forum.accounts.signin.activities import ResetWanted
from forum.core import media, tokens
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.core.media import StoredPicture
from forum.core.passwords import hashed
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment
from forum.discussions.threads import service as threads
from forum.discussions.threads.models import Thread, Topic
from forum.editorial.highlights import service as highlights
from forum.editorial.highlights.models import Place
from forum.entries.models import Entry
from forum.goals import service as goals
from forum.moderation.queue import service as desk
from forum.projects import service as projects
from forum.projects.models import Origin, Project
from tests.security.around import Around

Pen = Callable[..., str]  # what it is, and how many characters there are

NEW_SECRET = "KLIMASCHUTZIMWESTMUENSTERLAND234"  # to set up a second factor
PASSWORD = "drei zufaellige Woerter"
FIELD, SITE = "natur", "gescher"  # where everything here belongs
STAFF = {
    "moderator": Role.MODERATOR,
    "inside": Role.MODERATOR,
    "outside": Role.MODERATOR,
    "editor": Role.EDITOR,
    "fund": Role.FUND_OFFICE,
    "jury": Role.JURY,
    "admin": Role.ADMINISTRATOR,
    "bare": Role.ADMINISTRATOR,
}
OUT = ("unconfirmed", "waiting", "blocked")
PEOPLE = (*OUT, "stranger", "author", "helper", "neighbour", *STAFF)
PAGES = ("impressum", "datenschutz", "spielregeln", "hilfe")


@dataclass
class World:
    """Who is there, with the mark of a sign-in each; what is there, by its state."""

    people: dict[str, int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    things: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    copies: dict[str, bytes] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)  # what opens something
    names: dict[str, str] = field(default_factory=dict)  # to be sent in forms

    def put(self, kind: str, state: str, **values: object) -> None:
        """Remember what the address of something needs."""
        self.things.setdefault(kind, {})[state] = values


def build(app: Flask, pen: Pen) -> World:
    """Make it all; the order matters, since a new member's first words wait."""
    return Builder(app, pen).build()


class Builder:
    """Makes one thing after the other, with the words of a pen."""

    def __init__(self, app: Flask, pen: Pen) -> None:
        self.app, self.pen = app, pen
        self.world = World()
        self.members: dict[str, Member] = {}
        self.around = Around(self)

    def build(self) -> World:
        with transaction():
            self._people()
        with transaction():
            self._goal()
            talk = self._neighbours_project("talk", self.pen("public project title"))
            closed = self._neighbours_project("closed", "Zaun am Weiher")
        with transaction():
            self._comments(talk, closed)
            self._threads()
            self._projects()
            self._waiting_picture()
        with transaction():
            self._publish_and_decide(closed)
            self._highlight(talk)
            self._letters()
        with transaction():
            self._around()
        self._sign_in()
        self._values()
        return self.world

    def _people(self) -> None:
        for who in PEOPLE:
            address = f"{self.pen(f'{who} email', word=True)}@example.org".lower()
            role = STAFF.get(who, Role.MEMBER)
            name = self.pen(f"{who} name", 50)
            told = members.Registration(name, address, hashed(PASSWORD), "buerger")
            one = self.members[who] = members.create(told, role)
            if who in STAFF and who != "bare":
                one.second_since = one.joined_at
            one.about = self.pen(f"{who} about", 200)
            one.place, one.fields, one.forms = SITE, [FIELD], []
        self.members["youth"] = self.young("youth")
        self.members["unconfirmed"].confirmed_at = None
        self.members["waiting"].approved_at = None
        self.members["blocked"].blocked_at = now()
        self.members["inside"].scope_fields = [FIELD]
        self.members["outside"].scope_fields = ["energie"]
        self.members["outside"].scope_places = ["ahaus"]
        imported = members.author(self.pen("imported name", 50))
        for who, one in self.members.items():
            self.world.people[who] = one.id
        for state in (*OUT, "stranger", "author", "neighbour", "youth", "admin"):
            self.world.put("member", state, number=self.members[state].id)
        self.world.put("member", "imported", number=imported.id)

    def young(self, what: str) -> Member:
        """Somebody under 16; who answers for them comes later."""
        name = self.pen(f"{what} name", 50)
        return members.new_youth(name, hashed(PASSWORD), self.members["author"])

    def _around(self) -> None:
        for one in self.members.values():
            session.add(one)
        for make in (
            self.around.profiles,
            self.around.youths,
            self.around.factors,
            self.around.houses,
            self.around.mismatch,
            self.around.invitation,
            self.around.reports,
            self.around.own_pages,
            self.around.archive,
            self.around.letters,
            self.around.copy,
        ):
            make()
            session.flush()

    def _goal(self) -> None:
        plan = goals.Plan(
            title=self.pen("goal title", 100),
            summary=self.pen("goal summary", 200),
            source=self.pen("goal text", 400),
            measure=self.pen("goal measure", 60),
            unit=self.pen("goal unit", 20),
            target=Decimal(200),
            target_year=2030,
            baseline=Decimal(100),
            baseline_year=2020,
        )
        editor = self.members["editor"]
        goal = goals.set_up(plan, 0, by=editor)
        source = self.pen("reading source", 100)
        goals.take_reading(goal, 2024, Decimal(120), editor, source=source)
        session.flush()
        self.world.put("goal", "published", number=goal.id, slug=goal.slug)

    def _words(self, title: str, what: str) -> projects.Words:
        source = self.pen(f"{what} text", 400)
        return projects.Words(
            title=title,
            summary=self.pen(f"{what} summary", 200),
            source=source,
            html=render(source),
            field=FIELD,
            place=SITE,
            seeks=(self.pen(f"{what} wish", 60),),
        )

    def _project(self, what: str, title: str, by: Member) -> Project:
        picture = projects.keep_picture(
            self.stored(what), self.pen(f"{what} file", word=True) + ".jpg", by
        )
        hung = projects.Hung(picture.id, self.pen(f"{what} alt", 200))
        note = self.pen(f"{what} figure note", 100)
        figure = projects.Figure("co2", Decimal(2), Origin.GESCHAETZT, 2025, note)
        words = self._words(title, what)
        return projects.create(projects.WriteUp(words, (figure,), (hung,)), by=by)

    def stored(self, what: str) -> StoredPicture:
        """A picture in the store, without the minute its check would take."""
        digest = sha256(what.encode()).hexdigest()
        for name in media.variants(digest):
            kept = BytesIO()
            kind = "JPEG" if name.endswith("jpg") else "WEBP"
            Image.new("RGB", (60, 40), f"#{digest[:6]}").save(kept, kind)
            self.world.files[name] = kept.getvalue()
        return StoredPicture(digest, 60, 40)

    def _neighbours_project(self, state: str, title: str) -> Project:
        made = self._project(f"{state} project", title, self.members["neighbour"])
        projects.submit(made, by=self.members["neighbour"])
        desk.approve(made, self.members["moderator"])
        return made

    def _comments(self, talk: Entry, closed: Entry) -> None:
        """All said by the author, while that is a new member: they wait."""
        for state in ("held", "published", "hidden", "rejected", "deleted"):
            self._say(state, talk)
        self._say("closed", closed)

    def _decide_comments(self) -> None:
        author, moderator = self.members["author"], self.members["moderator"]
        for state in ("published", "hidden", "deleted", "closed"):
            desk.release_comment(self._comment(state), moderator)
        for state in ("hidden", "rejected"):
            reason = self.pen(f"{state} comment reason", 200)
            desk.hide_comment(self._comment(state), reason, moderator)
        comments.delete(self._comment("deleted"), by=author)

    def _say(self, state: str, below: Entry) -> None:
        source = self.pen(f"{state} comment", 300)
        made = comments.write(below, source, render(source), self.members["author"])
        made.created_at = now() - timedelta(hours=1)
        self.world.put("comment", state, number=made.id)

    def _comment(self, state: str) -> Comment:
        return session.get_one(Comment, self.world.things["comment"][state]["number"])

    def _threads(self) -> None:
        """Begun by a new member, they wait: others decide what becomes of them."""
        states = ("submitted", "returned", "rejected", "published", "hidden", "deleted")
        for state in states:
            self._thread(state, self.members["author"])

    def _thread(self, state: str, by: Member) -> None:
        source = self.pen(f"{state} thread text", 400)
        words = threads.Words(
            topic=Topic.FRAGE,
            title=self.pen(f"{state} thread title", 100),
            source=source,
            html=render(source),
            field=FIELD,
            place=SITE,
        )
        made = threads.begin(words, by=by)
        self.world.put("thread", state, number=made.id, slug=made.slug)

    def _projects(self) -> None:
        author = self.members["author"]
        states = ("draft", "scrapped", "submitted", "returned", "rejected")
        for state in (*states, "published", "hidden", "deleted"):
            title = self.pen(f"{state} project title", 100)
            made = self._project(f"{state} project", title, author)
            if state not in ("draft", "scrapped"):
                projects.submit(made, by=author)
            if state == "scrapped":
                projects.delete(made, by=author)
            self.world.put("project", state, number=made.id, slug=made.slug)
            self.world.put("picture", state, name=media.name(made.cover, 480))

    def _waiting_picture(self) -> None:
        stored = self.stored("waiting picture")
        name = self.pen("waiting file", word=True) + ".jpg"
        picture = projects.keep_picture(stored, name, self.members["author"])
        self.world.names["waiting_picture"] = str(picture.id)
        self.world.put("picture", "waiting", name=media.name(stored.digest, 480))

    def _publish_and_decide(self, closed: Entry) -> None:
        by = self.members["moderator"]
        self._decide_comments()
        for kind, model in (("project", Project), ("thread", Thread)):
            for state, values in self.world.things[kind].items():
                entry = session.get_one(model, values["number"])
                self._decide(entry, state, f"{state} {kind} reason", by)
        desk.hide(closed, "Der Zaun stimmt nicht.", by)
        self.world.put("project", "closed", number=closed.id, slug=closed.slug)

    def _decide(self, entry: Entry, state: str, what: str, by: Member) -> None:
        author = self.members["author"]
        if state == "returned":
            desk.ask_back(entry, self.pen(what, 200), by)
        elif state == "rejected":
            desk.reject(entry, self.pen(what, 200), by)
        elif state in ("published", "hidden", "deleted"):
            desk.approve(entry, by)
        if state == "hidden":
            desk.hide(entry, self.pen(what, 200), by)
        if state == "deleted":
            service = projects if isinstance(entry, Project) else threads
            service.delete(entry, by=author)  # type: ignore[arg-type]

    def _highlight(self, talk: Entry) -> None:
        begin = now() - timedelta(days=1)
        editor = self.members["editor"]
        week = (begin, begin + timedelta(days=7))
        made = highlights.feature(talk, Place.START, *week, by=editor)
        self.world.put("highlight", "running", number=made.id)
        self.world.put("entry", "talk", number=talk.id, slug=talk.slug)

    def _letters(self) -> None:
        """Links that open something, as letters hold them."""
        members.send_confirmation(self.members["unconfirmed"])
        wanted = ResetWanted(by=None, address=self.members["stranger"].email or "")
        signin.send_reset(wanted)
        session.flush()
        for state, template in (
            ("confirm", "members/mail/confirm"),
            ("reset", "signin/mail/reset"),
        ):
            letter = session.query(Letter).filter_by(template=template).one()
            (token,) = set(re.findall(r"http://localhost/[^/\s]+/(\S+)", letter.text))
            self.world.put(f"{state} link", "fresh", token=token)
            self.world.put(f"{state} link", "mistyped", token=f"{token[:-3]}AAA")

    def _sign_in(self) -> None:
        with transaction():
            for who, one in self.members.items():
                session.add(one)
                self.world.marks[who] = sessions.begin(one)
            self.around.sign_ins()

    def _values(self) -> None:
        """What forms may name, and pages without a number."""
        things = self.world.things
        self.world.names |= {
            "goal": str(things["goal"]["published"]["number"]),
            "published": str(things["project"]["published"]["number"]),
            "hidden": str(things["project"]["hidden"]["number"]),
            "stranger_name": session.get_one(
                Member, self.world.people["stranger"]
            ).display_name,
            "stranger_email": str(
                session.get_one(Member, self.world.people["stranger"]).email
            ),
            "password": PASSWORD,
            "secret": tokens.sign(SECRET, self.world.people["stranger"], NEW_SECRET),
            "page_version": "2",
            "today": f"{now():%Y-%m-%d}",
            "later": f"{now() + timedelta(days=3):%Y-%m-%d}",
        }
        self.world.names |= self.around.known()
        css = self.app.extensions["assets"].url("forum.css")
        self.world.put("file", "css", path=css.removeprefix("/static/"))
        self.world.put("file", "missing", path="gibt-es-nicht.css")
        for slug in PAGES:
            self.world.put("page", slug, slug=slug)
        session.rollback()


def fields(world: World, told: Mapping[str, str]) -> dict[str, str]:
    """What a form sends, with the names of this world filled in."""
    names = {"code": totp.code(NEW_SECRET), **world.names}
    return {name: text.format_map(names) for name, text in told.items()}
