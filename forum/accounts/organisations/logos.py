"""Where logos are checked and kept, apart from the pictures of entries."""

from typing import IO

from forum.accounts.organisations.activities import LogoReplaced
from forum.accounts.organisations.service import forget_files
from forum.core.media import MediaStore, check_and_store

PURPOSE = "logo"

_stores: list[MediaStore] = []


def connect(store: MediaStore) -> None:
    """Use the store of this installation from now on."""
    _stores[:] = [store]


def take_in(sent: IO[bytes] | bytes) -> str:
    """Check and store a logo, in a second or two; PictureRefused says why not."""
    return check_and_store(_stores[0], sent, PURPOSE).digest


def give_back(digest: str) -> None:
    """Delete the files of a logo that came in vain."""
    forget_files(digest, _stores[0].delete)


def forget_replaced(activity: LogoReplaced) -> None:
    """Delete the files of a logo that nobody shows any more."""
    give_back(activity.digest)
