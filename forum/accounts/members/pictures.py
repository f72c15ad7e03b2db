"""Where the pictures of members are checked, kept, and deleted."""

from typing import IO
from uuid import uuid4

from forum.accounts.members.activities import PictureDropped
from forum.core.media import MediaStore, StoredPicture, check_and_store

_stores: list[MediaStore] = []


def connect(store: MediaStore) -> None:
    """Use the store of this installation from now on."""
    _stores[:] = [store]


def take_in(sent: IO[bytes]) -> StoredPicture:
    """Check and store a picture, in a second or two; PictureRefused says why not.

    Its files are its own, whoever else sent the same: so they can be deleted.
    """
    return check_and_store(_stores[0], sent, purpose=uuid4().hex)


def delete(dropped: PictureDropped) -> None:
    """Remove the files of a picture that is shown no longer."""
    _stores[0].delete(dropped.digest)
