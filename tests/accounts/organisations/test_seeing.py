"""Who sees and changes an organisation: each role, each state, rule and twin."""

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Guest, Member, Viewer
from forum.accounts.organisations import queries
from forum.accounts.organisations.models import Organisation, Standing
from forum.accounts.organisations.permissions import (
    can_edit,
    can_invite,
    can_lead,
    can_look_after,
    can_see,
    visible_to,
)
from forum.core.db import session
from forum.core.errors import Missing
from tests.accounts.organisations import making

PEOPLE = ("ada", "ben", "cleo", "dan", "eve", "fay", "gil")
OWN = {"ada", "ben"}
STAFF = {"cleo", "gil"}


@pytest.fixture
def everybody(request: pytest.FixtureRequest, guest: Guest) -> dict[str, Viewer]:
    """Ada owns it, Ben writes for it, Cleo and Gil look after all."""
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    return {"guest": guest, **people}


@pytest.mark.parametrize("state", Standing)
def test_each_sees_and_does_what_the_table_says(
    state: Standing, everybody: dict[str, Viewer], ada: Member, ben: Member
) -> None:
    made = making.organisation(ada, state=state)
    making.person(made, ben)
    sees = set(everybody) if state is Standing.PUBLIC else OWN | STAFF
    for name, viewer in everybody.items():
        query = sa.select(Organisation.id).where(visible_to(viewer))
        told = (can_see(viewer, made), session.scalar(query) == made.id)
        assert told == (name in sees,) * 2, name
        edits = name in OWN and state is not Standing.CLOSED
        invites = name == "ada" and state is Standing.PUBLIC
        assert can_edit(viewer, made) is edits, name
        assert can_lead(viewer, made) is (name == "ada"), name
        assert can_invite(viewer, made) is invites, name
        assert can_look_after(viewer) is (name in STAFF), name
        if name not in sees:
            with pytest.raises(Missing):
                queries.organisation(made.id, viewer)
