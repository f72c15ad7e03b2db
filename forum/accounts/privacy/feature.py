"""What privacy gives to the application."""

from forum.accounts.privacy import below, copying, files, journal, panels, routes
from forum.accounts.privacy.activities import (
    AccountDeleted,
    CopyAsked,
    FilesLeft,
    MemberForgotten,
    PicturesLeft,
)
from forum.accounts.privacy.permissions import can_read_rules
from forum.core.activities import Listener
from forum.core.words import N_
from forum.web.manifest import DeskPage, Feature, Panel, Room

feature = Feature(
    "privacy",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(Room.HOUSE, 40, N_("Aufbewahrung"), "privacy.rules", can_read_rules),
    ),
    listeners=(
        Listener(CopyAsked, copying.make, outside=True),
        Listener(PicturesLeft, files.drop_pictures, outside=True),
        Listener(FilesLeft, files.drop_copies, outside=True),
        Listener(MemberForgotten, files.drop_traces, outside=True),
        Listener(AccountDeleted, journal.note, outside=True),
    ),
    panels=(
        Panel("account.data", panels.own),
        Panel("privacy.rules", panels.rules),
    ),
    routines=(journal.replay,),
    kept=below.KEPT,
    rules=below.RULES,
)
