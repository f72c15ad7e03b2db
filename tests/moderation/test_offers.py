"""Before contributions are deleted in bulk, the archive is asked."""

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Event
from time import sleep

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.activities import run_jobs
from forum.core.clock import BERLIN, at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry, Picture, State
from forum.goals.service import set_links
from forum.moderation.offers import service
from forum.moderation.offers.models import Answer, Item, Offer
from forum.moderation.queue import service as desk
from forum.projects import service as projects
from tests.discussions import making as talks
from tests.moderation import making
from tests.projects import making as pictured
from tests.visitor import Visitor

DAY = timedelta(days=1)
WAITING = 0.5  # seconds: until the other has come to the row it waits for
YEAR = now().astimezone(BERLIN).year


@pytest.fixture
def offered(ada: Member, cleo: Member, gil: Member) -> Offer:
    """What was hidden and rejected a year ago, offered today."""
    with at(now() - 400 * DAY):
        making.project(ada, "Versteckt", state=State.HIDDEN, by=cleo)
        making.project(ada, "Abgelehnt", state=State.REJECTED, by=cleo)
        making.project(ada, "Zu sehen", state=State.PUBLISHED, by=cleo)
        talk = talks.thread(ada)
        talks.comment(talk, ada, "Ein böses Wort", state=CommentState.PUBLISHED)
        said = session.scalars(sa.select(Comment)).one()
        with transaction():
            desk.hide_comment(said, "Bitte freundlich", by=cleo)
    with transaction():
        return service.offer_superfluous(12, by=gil)


def texts() -> set[str]:
    session.expire_all()
    return set(session.scalars(sa.select(Entry.title))) | set(
        session.scalars(sa.select(Comment.source))
    )


def test_an_offer_lists_what_is_to_be_deleted(offered: Offer) -> None:
    titles = session.scalars(
        sa.select(Entry.title).where(
            Entry.id.in_(sa.select(Item.entry_id).where(Item.offer_id == offered.id))
        )
    )
    assert set(titles) == {"Versteckt", "Abgelehnt"}
    assert session.scalar(sa.select(sa.func.count(Item.comment_id))) == 1


def test_nothing_goes_before_the_archive_has_answered(
    offered: Offer, gil: Member
) -> None:
    with pytest.raises(Refusal), transaction():
        service.clear(offered, by=gil)
    assert {"Versteckt", "Abgelehnt", "Ein böses Wort"} <= texts()


@pytest.mark.parametrize("answer", [Answer.TAKEN, Answer.DECLINED])
def test_after_the_answer_it_may_go(
    offered: Offer, gil: Member, answer: Answer
) -> None:
    with transaction():
        service.note_answer(offered, answer, by=gil)
    with transaction():
        assert service.clear(offered, by=gil) == 3
    left = texts()
    assert not {"Versteckt", "Abgelehnt", "Ein böses Wort"} & left
    assert "Zu sehen" in left
    with transaction():
        assert service.clear(offered, by=gil) == 0
    assert making.acts()[-3:] == [
        "ContributionsOffered",
        "OfferAnswered",
        "ContributionsCleared",
    ]


def test_without_an_answer_it_may_go_after_six_months(
    offered: Offer, gil: Member
) -> None:
    with at(now() + 170 * DAY), pytest.raises(Refusal), transaction():
        service.clear(offered, by=gil)
    with at(now() + 190 * DAY), transaction():
        assert service.clear(offered, by=gil) == 3


def test_an_answer_taken_back_closes_the_door_again(
    offered: Offer, gil: Member
) -> None:
    for answer in (Answer.TAKEN, Answer.OPEN):
        with transaction():
            service.note_answer(offered, answer, by=gil)
    assert offered.answered_at is None
    with pytest.raises(Refusal), transaction():
        service.clear(offered, by=gil)


def test_what_was_shown_again_meanwhile_stays(
    offered: Offer, gil: Member, cleo: Member
) -> None:
    hidden = session.scalars(sa.select(Entry).where(Entry.title == "Versteckt")).one()
    with transaction():
        desk.show(hidden, by=cleo)
    with transaction():
        desk.hide(hidden, "Noch einmal", by=cleo)
    with transaction():
        service.note_answer(offered, Answer.TAKEN, by=gil)
    with transaction():
        assert service.clear(offered, by=gil) == 2
    assert "Versteckt" in texts()


def test_pictures_go_with_what_is_deleted(
    app: Flask, ada: Member, cleo: Member, gil: Member
) -> None:
    stored = pictured.studio.take_in(pictured.photo("khaki"))
    with at(now() - 400 * DAY):
        with transaction():
            picture = projects.keep_picture(stored, "a.jpg", by=ada)
            hung = projects.Hung(picture.id, "Ein Beet im Mai")
            made = projects.create(pictured.write_up((), (hung,)), by=ada)
            projects.submit(made, by=ada)
        with transaction():
            desk.reject(made, "Nein", by=cleo)
    with transaction():
        offer = service.offer_superfluous(12, by=gil)
        service.note_answer(offer, Answer.DECLINED, by=gil)
    with transaction():
        service.clear(offer, by=gil)
    while run_jobs():
        pass
    assert session.scalar(sa.select(sa.func.count(Picture.id))) == 0
    store = app.extensions["media"]
    assert not any(stored.digest in name for name in store.all())


def test_a_period_is_never_deleted(ada: Member, gil: Member) -> None:
    pictured.project(ada)
    with transaction():
        offer = service.offer_period(YEAR, YEAR, by=gil)
        service.note_answer(offer, Answer.TAKEN, by=gil)
    with pytest.raises(Refusal), transaction():
        service.clear(offer, by=gil)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (1999, YEAR, "first_year"),
        (YEAR + 1, YEAR + 1, "first_year"),
        (YEAR, YEAR - 1, "last_year"),
        (YEAR, YEAR + 1, "last_year"),
        (YEAR, YEAR, "last_year"),  # nothing there
    ],
)
def test_a_period_has_to_make_sense(
    gil: Member, first: int, last: int, field: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        service.offer_period(first, last, by=gil)
    assert refused.value.field == field


@pytest.mark.parametrize("months", [0, 5, 241])
def test_objections_have_their_time(gil: Member, months: int) -> None:
    with pytest.raises(Invalid), transaction():
        service.offer_superfluous(months, by=gil)


def test_the_package_holds_what_everybody_could_read(
    visit: Visitor, ada: Member, ben: Member, dan: Member, gil: Member
) -> None:
    stored = pictured.studio.take_in(pictured.photo("orchid"))
    with transaction():
        picture = projects.keep_picture(stored, "Anna.jpg", by=ada)
        hung = projects.Hung(picture.id, "Ein Beet im Mai")
        made = projects.create(pictured.write_up((), (hung,)), by=ada)
        pictured.publish(made, by=None)
    goal = pictured.goal("Sonnenstrom", dan)
    with transaction():
        set_links(made, [goal.id], dan)
    talks.known(ben)
    talks.comment(made, ben, "Schön!")
    pictured.project(ada, State.DRAFT, title="Geheimer Entwurf")
    names, email = (ada.display_name, ben.display_name), ada.email
    with transaction():
        number = service.offer_period(YEAR, YEAR, by=gil).id
    answer = visit(f"/redaktion/archiv/{number}/paket.zip", gil).response
    content = answer.get_data()
    assert answer.headers["Cache-Control"] == "private, no-store"
    answer.close()
    archive = zipfile.ZipFile(BytesIO(content))
    entries = [json.loads(one) for one in archive.read("entries.jsonl").splitlines()]
    comments = [json.loads(one) for one in archive.read("comments.jsonl").splitlines()]
    told = next(one for one in entries if one["title"].startswith("Schulgarten"))
    assert (told["author"], told["goals"]) == (names[0], ["Sonnenstrom"])
    assert told["pictures"][0]["file"] in archive.namelist()
    assert (comments[0]["author"], comments[0]["text"]) == (names[1], "Schön!")
    text = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Geheimer Entwurf" not in text
    assert str(email).encode() not in text
    assert b"Anna.jpg" not in text
    assert "Schulgarten wird Klimagarten" in archive.read("LISTE.txt").decode()


def test_staff_offer_answer_and_delete_on_the_page(
    visit: Visitor, ada: Member, cleo: Member, gil: Member
) -> None:
    with at(now() - 400 * DAY):
        making.project(ada, "Versteckt", state=State.HIDDEN, by=cleo)
    assert "Bisher wurde nichts angeboten." in visit("/redaktion/archiv", gil).text
    path = "/redaktion/archiv/loeschliste"
    page = visit.send("/redaktion/archiv", gil, action=path, months="3", status=422)
    assert page.title.startswith("Fehler: ")
    assert "Schreiben Sie eine Zahl von 6 bis 240" in page.text
    page = visit.send("/redaktion/archiv", gil, action=path, months="viele", status=422)
    assert "Schreiben Sie" in page.text
    where = visit.send("/redaktion/archiv", gil, action=path, months="12").location
    assert "Noch keine Antwort" in visit("/redaktion/archiv", gil).text
    assert "endgültig" not in visit(where, gil).text
    visit.send(where, gil, answer="taken")
    page = visit(where, gil)
    assert "Angebotenes endgültig löschen" in page.text
    visit.send(where, gil, action=f"{where}/loeschen")
    assert "1 Unterlage ist gelöscht." in visit(where, gil).text
    log = visit("/redaktion/protokoll", gil).text
    assert "Angebotene Beiträge gelöscht" in log
    assert "Antwort des Archivs notiert" in log


def test_a_wrong_year_is_said_at_the_field(visit: Visitor, gil: Member) -> None:
    path = "/redaktion/archiv"
    page = visit.send(
        path, gil, action=path, first_year="1900", last_year="1901", status=422
    )
    assert "Schreiben Sie ein Jahr, zum Beispiel 2026" in page.text


@pytest.mark.parametrize("who", ["ada", "cleo", "dan", "fay"])
def test_only_who_sets_up_the_alliance_may(
    visit: Visitor, request: pytest.FixtureRequest, offered: Offer, who: str
) -> None:
    other = request.getfixturevalue(who)
    number = offered.id
    for path in ("", f"/{number}", f"/{number}/paket.zip"):
        visit(f"/redaktion/archiv{path}", other, status=403)
    for path in ("/loeschliste", f"/{number}/loeschen", f"/{number}"):
        answer = visit.browser(other).post(f"/redaktion/archiv{path}")
        assert answer.status_code == 403
    for act in (
        lambda by: service.offer_superfluous(12, by=by),
        lambda by: service.offer_period(YEAR, YEAR, by=by),
        lambda by: service.note_answer(
            session.get_one(Offer, number), Answer.TAKEN, by
        ),
        lambda by: service.clear(session.get_one(Offer, number), by=by),
    ):
        with pytest.raises(Forbidden), transaction():
            act(session.merge(other))


def test_an_offer_that_is_not_there(visit: Visitor, gil: Member) -> None:
    visit("/redaktion/archiv/77", gil, status=404)


def test_many_offers_cost_as_much_as_one(
    visit: Visitor, offered: Offer, gil: Member, statements: list[str]
) -> None:
    def cost() -> int:
        visit("/redaktion/archiv", gil)
        statements.clear()
        visit("/redaktion/archiv", gil)
        return len(statements)

    few = cost()
    for _ in range(4):
        with transaction():
            service.offer_superfluous(12, by=session.get_one(Member, gil.id))
    assert cost() == few


def test_what_somebody_shows_at_that_moment_stays(
    app: Flask, offered: Offer, cleo: Member, gil: Member
) -> None:
    """The moderator has shown it and not ended yet when the deletion begins."""
    with transaction():
        service.note_answer(offered, Answer.TAKEN, by=gil)
    hidden = session.scalars(sa.select(Entry).where(Entry.title == "Versteckt")).one()
    said = session.scalars(
        sa.select(Comment).where(Comment.state == CommentState.HIDDEN)
    ).one()
    offer, by, begun = offered.id, gil.id, Event()
    session.rollback()

    def clear() -> int:
        with app.app_context():
            begun.set()
            with transaction():
                mine = session.get_one(Offer, offer)
                return service.clear(mine, by=session.get_one(Member, by))

    with ThreadPoolExecutor(1) as other:
        with transaction():
            desk.show(hidden, by=cleo)
            desk.show_comment(said, by=cleo)
            cleared = other.submit(clear)
            begun.wait()
            sleep(WAITING)
        assert cleared.result() == 1
    assert {"Versteckt", "Ein böses Wort"} <= texts()
    assert "Abgelehnt" not in texts()
    assert hidden.is_public
