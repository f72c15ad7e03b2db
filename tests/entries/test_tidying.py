"""What nobody finished is tidied up."""

import io
from datetime import timedelta

import sqlalchemy as sa
from PIL import Image

from forum.accounts.members import service as members
from forum.accounts.members.janitor import forget_unconfirmed
from forum.accounts.members.models import Member
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.media import check_and_store
from forum.entries.janitor import tidy
from forum.entries.models import Picture


def hang(app, owner: Member, colour: str) -> str:
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(kept, "PNG")
    stored = check_and_store(app.extensions["media"], kept.getvalue())
    with transaction():
        session.add(
            Picture(owner_id=owner.id, digest=stored.digest, width=64, height=48)
        )
    return stored.digest


def test_a_picture_of_an_unfinished_form_is_kept_for_a_day(app, ada):
    store = app.extensions["media"]
    digest = hang(app, ada, "tan")
    tidy()
    assert session.scalar(sa.select(sa.func.count(Picture.id))) == 1
    session.rollback()
    with at(now() + timedelta(hours=25)):
        tidy()
    assert session.scalar(sa.select(sa.func.count(Picture.id))) == 0
    assert not any(digest in name for name in store.all())


def test_a_file_that_somebody_else_uses_stays(app, ada, eve):
    store = app.extensions["media"]
    with at(now() - timedelta(hours=25)):
        digest = hang(app, ada, "teal")
    hang(app, eve, "teal")
    tidy()
    assert session.scalars(sa.select(Picture.owner_id)).all() == [eve.id]
    assert any(digest in name for name in store.all())


def test_who_never_confirmed_is_forgotten_after_a_week(app, ada):
    with at(now() - timedelta(days=8)), transaction():
        members.join(members.Registration("Old Joe", "joe@example.org", "x", "buerger"))
    with transaction():
        members.join(members.Registration("New Joy", "joy@example.org", "x", "buerger"))
    forget_unconfirmed()
    names = session.scalars(sa.select(Member.display_name).order_by(Member.id)).all()
    assert names == [ada.display_name, "New Joy"]


def test_who_registers_again_has_a_week_again(app):
    told = members.Registration("Old Joe", "joe@example.org", "x", "buerger")
    for days in (8, 2):
        with at(now() - timedelta(days=days)), transaction():
            members.join(told)
    forget_unconfirmed()
    assert session.scalars(sa.select(Member.display_name)).all() == ["Old Joe"]
