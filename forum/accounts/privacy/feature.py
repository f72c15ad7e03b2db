"""What privacy gives to the application."""

from forum.accounts.privacy import below, copying, files, journal, panels, routes
from forum.accounts.privacy.activities import (
    AccountDeleted,
    CopyAsked,
    FilesLeft,
    MemberForgotten,
    PicturesLeft,
)
from forum.core.activities import Listener
from forum.web.manifest import Feature, Panel

feature = Feature(
    "privacy",
    blueprints=(routes.bp,),
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
