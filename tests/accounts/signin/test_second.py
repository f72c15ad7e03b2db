"""T12: the second factor of staff and of whoever wants one, and the proof before what
cannot be undone.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from markupsafe import Markup

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Right
from forum.accounts.second import queries, service, totp
from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.accounts.sessions import service as sessions
from forum.accounts.sessions.models import SignIn
from forum.accounts.signin import service as signin
from forum.commands import content
from forum.core import tokens
from forum.core.activities import ActivityRow
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.core.mail import Letter
from forum.web.drawing.qr import qr
from tests.accounts.letters import letters, link
from tests.accounts.signin.doing import (
    CODE,
    EMAIL,
    FORGOT,
    PASSWORD,
    PROVE,
    SECRET,
    SIGN_IN,
    TYPED,
)
from tests.commands.running import run
from tests.pages import Page, words
from tests.visitor import Visitor

SHOW, SET_UP = "/konto/zweiter-faktor", "/konto/zweiter-faktor/einrichten"
CODES, END = "/konto/zweiter-faktor/codes", "/konto/zweiter-faktor/aus"


def secret_on(page: Page) -> str:
    found = page.tree.find(".//code[@class='secret']")
    return words(found)


def shown_codes(page: Page) -> list[str]:
    return [words(one) for one in page.tree.findall(".//ul[@class='codes']//code")]


def stale(member: Member) -> None:
    """The proof was given some time ago."""
    with transaction():
        for one in session.query(SignIn).filter_by(member_id=member.id):
            one.sure_at = now() - timedelta(minutes=16)


def test_staff_are_led_to_set_it_up_and_have_no_rights_until_then(
    visit: Visitor, nora: Member
) -> None:
    signed = visit.send(SIGN_IN, email="nora@example.org", password=PASSWORD)
    assert signed.location == SET_UP
    assert "Ihre Rolle gilt erst" in visit("/konto").text
    visit("/redaktion", status=403)
    page = visit(SET_UP)
    secret = secret_on(page)
    assert '<svg class="qr"' in page.html
    wrong = visit.send(SET_UP, status=422, code="000000")
    assert "Dieser Code passt nicht" in wrong.text
    assert secret_on(wrong) != secret  # another page, another secret
    form = {one.get("name"): one.get("value", "") for one in wrong.form().iter("input")}
    sent = form | {"code": totp.code(secret_on(wrong))}
    done = visit(SET_UP, status=200, method="POST", data=sent)
    assert len(set(shown_codes(done))) == service.CODES
    assert "Ihre Rolle gilt erst" not in visit("/konto").text
    visit("/redaktion")
    assert letters() == [("nora@example.org", "set")]
    visit(SET_UP, status=302)


def test_a_wrong_code_keeps_the_secret_of_the_page(visit: Visitor, ada: Member) -> None:
    first = visit(SET_UP, ada)
    form = {one.get("name"): one.get("value", "") for one in first.form().iter("input")}
    again = visit(
        SET_UP, ada, status=422, method="POST", data=form | {"code": "12 34 56"}
    )
    assert secret_on(again) == secret_on(first)


@pytest.mark.parametrize("forged", ["", "x", "eve"])
def test_nobody_chooses_the_secret_for_another(
    visit: Visitor, ada: Member, eve: Member, forged: str
) -> None:
    token = tokens.sign("second factor", eve.id, SECRET) if forged == "eve" else forged
    code = totp.code(SECRET)
    page = visit.send(SET_UP, ada, status=422, secret=token, code=code)
    assert "lange gedauert" in page.text
    assert secret_on(page) != SECRET
    session.rollback()
    assert ada.second_since is None


def test_setting_it_up_ends_every_other_sign_in(
    visit: Visitor, app: Flask, ada: Member
) -> None:
    elsewhere = Visitor(app)
    elsewhere("/konto", ada)
    page = visit(SET_UP, ada)
    form = {one.get("name"): one.get("value", "") for one in page.form().iter("input")}
    sent = form | {"code": totp.code(secret_on(page))}
    visit(SET_UP, ada, status=200, method="POST", data=sent)
    visit("/konto", ada)
    elsewhere("/konto", ada, status=302)
    assert "noch 10 Wiederherstellungscodes" in visit(SHOW, ada).text


def test_two_windows_set_up_one(app: Flask, rita: Member) -> None:
    number, start = rita.id, Barrier(2)

    def set_up(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    me = session.get_one(Member, number)
                    service.set_up(me, SECRET, totp.code(SECRET), by=me)
            except Refusal:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(set_up, range(2))) == [False, True]
    assert session.query(SecondFactor).count() == 1
    assert session.query(RecoveryCode).count() == service.CODES


@pytest.mark.usefixtures("codes")
def test_the_password_alone_is_no_sign_in(visit: Visitor, rita: Member) -> None:
    assert visit.send(SIGN_IN, **TYPED).location == CODE
    for path in ("/konto", SHOW, "/konto/anmeldungen"):
        assert visit(path, status=302).location.startswith(SIGN_IN)
    visit("/konto/profil", status=403, method="POST", data={})
    session.rollback()
    assert session.query(SignIn).count() == 0
    assert visit.send(CODE, code=totp.code(SECRET)).location == "/konto"
    visit("/konto")


@pytest.mark.usefixtures("codes")
def test_back_to_where_one_was_after_both_steps(visit: Visitor) -> None:
    page = visit.send(f"{SIGN_IN}?weiter=/projekte", **TYPED)
    assert page.location == f"{CODE}?weiter=/projekte"
    wrong = visit.send(page.location, status=422, code="1")
    assert wrong.title.startswith("Fehler: ")
    done = visit.send(page.location, code=totp.code(SECRET))
    assert done.location == "/projekte"


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "/\n/x"]
)
def test_never_to_somebody_else(visit: Visitor, target: str) -> None:
    """T23, at the second step and at the proof."""
    visit.send(SIGN_IN, **TYPED)
    sent = {"code": totp.code(SECRET), "weiter": target}
    assert visit.send(CODE, **sent).location == "/konto"
    again = visit.send(PROVE, password=PASSWORD, weiter=target)
    assert again.location == "/konto"


def test_the_second_step_alone_leads_to_the_first(visit: Visitor) -> None:
    assert visit(CODE, status=302).location == SIGN_IN
    sent = {"code": "123456"}
    page = visit(CODE, status=302, method="POST", data=sent)
    assert page.location == SIGN_IN


def test_half_a_sign_in_ends_with_the_password_and_the_time(rita: Member) -> None:
    half = signin.half(rita)
    assert signin.read_half(half) == rita
    with pytest.raises(Refusal):
        tokens.read(signin.HALF, half, -1)
    for change in ("epoch", "blocked_at"):
        half = signin.half(rita)
        with transaction():
            setattr(rita, change, rita.epoch + 1 if change == "epoch" else now())
        for read in (signin.read_half, signin.use_half):
            with pytest.raises(Refusal), transaction():
                read(half)


@pytest.mark.usefixtures("codes")
def test_a_new_password_does_not_skip_it(visit: Visitor, rita: Member) -> None:
    visit.send(FORGOT, email=EMAIL)
    visit.send(link(), password="Drei andere Wörter")
    page = visit.send(SIGN_IN, email=EMAIL, password="Drei andere Wörter")
    assert page.location == CODE


@pytest.mark.usefixtures("codes")
def test_it_can_be_turned_off_by_who_has_just_proved_who_they_are(
    visit: Visitor, rita: Member
) -> None:
    for path in (END, CODES):
        visit(path, rita)
        stale(rita)
        page = visit(path, rita, status=302)
        assert page.location == f"{PROVE}?weiter={path}"
        back = visit.send(page.location, rita, password=PASSWORD)
        assert back.location == path
    assert visit.send(END, rita).location == SHOW
    assert "einrichten" in visit(SHOW, rita).text
    assert letters()[-1] == (EMAIL, "ended")
    visit("/abmelden", rita, status=302, method="POST")
    session.rollback()
    assert session.query(RecoveryCode).count() == 0
    assert visit.send(SIGN_IN, **TYPED).location == "/konto"


def test_staff_who_turn_it_off_lose_their_rights(visit: Visitor, gil: Member) -> None:
    visit("/redaktion", gil)
    assert "Ihre Rolle ruht" in visit(END, gil).text
    visit.send(END, gil)
    visit("/redaktion", gil, status=403)


@pytest.mark.usefixtures("codes")
def test_a_lost_one_is_taken_away_by_an_administrator(
    rita: Member, gil: Member, cleo: Member, ada: Member
) -> None:
    for other in (rita, ada, cleo):
        with pytest.raises(Forbidden), transaction():
            service.forget_second_factor(rita, by=other)
    with transaction():
        mark = sessions.begin(rita)
        service.forget_second_factor(rita, by=gil)
    assert sessions.find(mark) is None
    assert queries.factor_of(rita) is None
    assert rita.second_since is None
    assert letters()[-1] == (EMAIL, "forgotten")
    row = session.query(ActivityRow).filter_by(name="SecondFactorForgotten").one()
    assert (row.audited, row.by, row.details) == (True, gil.id, {"member": rita.id})


def test_only_ones_own_is_changed(rita: Member, eve: Member) -> None:
    for act in (
        lambda: service.set_up(rita, SECRET, totp.code(SECRET), by=eve),
        lambda: service.renew_codes(rita, by=eve),
        lambda: service.end(rita, by=eve),
    ):
        with pytest.raises(Forbidden), transaction():
            act()
    with pytest.raises(Refusal), transaction():
        service.renew_codes(rita, by=rita)
    with pytest.raises(Invalid), transaction():
        service.set_up(rita, SECRET, "1", by=rita)


def test_a_role_is_worth_nothing_without_it(nora: Member) -> None:
    assert not any(nora.may(right) for right in Right)
    assert queries.staff_without() == 1
    with transaction():
        service.set_up(nora, SECRET, totp.code(SECRET), by=nora)
    assert nora.may(Right.ROLES)
    assert queries.staff_without() == 0


def test_a_role_without_a_secret_opens_nothing(visit: Visitor, nora: Member) -> None:
    """Should the row ever be missing, the code is asked for and none is right."""
    with transaction():
        nora.second_since = now()
    page = visit.send(SIGN_IN, email="nora@example.org", password=PASSWORD)
    assert page.location == CODE
    visit.send(CODE, status=422, code=totp.code(SECRET))


def test_the_demo_shows_its_code_on_the_machine_itself_alone(
    visit: Visitor, rita: Member
) -> None:
    with transaction():
        rita.demo = True
        service.give(rita, service.DEMO_SECRET)
    visit.send(SIGN_IN, **TYPED)
    hint = re.search(r"Der Code ist jetzt (\d{6})", visit(CODE).text)
    assert hint is not None
    place = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}
    assert "Der Code ist jetzt" not in visit(CODE, **place).text
    assert visit.send(CODE, code=hint[1]).location == "/konto"


def test_the_secret_of_the_demo_is_given_to_nobody_real(rita: Member) -> None:
    with transaction():
        service.give(rita, service.DEMO_SECRET)
    assert (rita.second_since, queries.factor_of(rita)) == (None, None)


def test_a_picture_that_cameras_read(app: Flask) -> None:
    address = totp.address(SECRET, EMAIL, "Allianz & Söhne")
    assert address.startswith("otpauth://totp/Allianz%20%26%20S%C3%B6hne:rita%40")
    picture = qr(address, 'Ein "Bild"')
    assert isinstance(picture, Markup)
    assert "Ein &#34;Bild&#34;" in picture
    assert SECRET not in picture
    assert 'fill="#fff"' in picture


@pytest.mark.parametrize("language", ["sv", "en"])
def test_in_other_languages(visit: Visitor, ada: Member, language: str) -> None:
    for path in (SHOW, SET_UP, PROVE):
        visit(f"/{language}{path}", ada)


@pytest.mark.usefixtures("codes")
def test_the_operator_takes_a_lost_one_away(app: Flask, rita: Member) -> None:
    number = rita.id
    result = run(app, content.member, "forget-second", EMAIL)
    assert result.output == f"{EMAIL} has no second factor now.\n"
    assert session.get_one(Member, number).second_since is None
    session.rollback()
    missing = run(app, content.member, "forget-second", "nobody@example.org")
    assert (missing.exit_code, "no member" in missing.output) == (1, True)


@pytest.mark.usefixtures("codes")
def test_every_letter_of_it_is_written_in_every_language(rita: Member) -> None:
    for language in ("de", "sv", "en"):
        with transaction():
            rita.language = language
            for letter in ("set", "ended", "forgotten"):
                service._tell(rita, letter)
            service._tell(rita, "recovered", left=1)
            signin.warn_of_codes(rita, signin.MANY_CODES)
    texts = [one.text for one in session.query(Letter)]
    assert len(texts) == 16  # with the one about setting it up
    assert all("http://localhost" in one and "%(" not in one for one in texts)
