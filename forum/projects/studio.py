"""Where pictures of projects are checked and kept."""

from typing import BinaryIO

from forum.core.media import MediaStore, StoredPicture, check_and_store

_stores: list[MediaStore] = []


def connect(store: MediaStore) -> None:
    """Use the store of this installation from now on."""
    _stores[:] = [store]


def take_in(sent: BinaryIO | bytes) -> StoredPicture:
    """Check and store a picture, in a second or two; PictureRefused says why not."""
    return check_and_store(_stores[0], sent)
