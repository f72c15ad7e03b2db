"""The folder of pictures: names, files, and who may look."""

import stat
from pathlib import Path

import pytest

from forum.core.media import MediaStore, Variant, name, parse, variants

DIGEST = "ab" * 32


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


def test_names() -> None:
    assert name(DIGEST, 480) == f"{DIGEST}.480.webp"
    assert parse(f"{DIGEST}.1200.jpg") == Variant(DIGEST, 1200, "jpg")
    assert variants(DIGEST) == (
        f"{DIGEST}.480.webp",
        f"{DIGEST}.1200.webp",
        f"{DIGEST}.1200.jpg",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        DIGEST,
        f"{DIGEST}.480.jpg",
        f"{DIGEST}.640.webp",
        f"{DIGEST}.480.webp\n",
        f"{DIGEST}.480.svg",
        f"{DIGEST[1:]}.480.webp",
        f"{DIGEST.upper()}.480.webp",
        f"../{DIGEST}.480.webp",
        f"/etc/{DIGEST}.480.webp",
    ],
)
def test_other_names_lead_nowhere(store: MediaStore, text: str) -> None:
    assert parse(text) is None
    assert not store.exists(text)
    with pytest.raises(FileNotFoundError):
        store.path(text)


def test_files_are_put_read_listed_and_deleted(store: MediaStore) -> None:
    first, second = variants(DIGEST)[:2]
    other = name("cd" * 32, 480)
    assert list(store.all()) == []
    for each in (first, second, other):
        store.put(each, each.encode())
    with store.open(second) as file:
        assert file.read() == second.encode()
    assert list(store.all()) == sorted([first, second, other])
    store.delete(DIGEST)
    store.delete(DIGEST)
    assert list(store.all()) == [other]
    assert not store.exists(first)


def test_nobody_else_on_the_machine_can_look(store: MediaStore) -> None:
    store.put(name(DIGEST, 480), b"x")
    path = store.path(name(DIGEST, 480))
    modes = [
        stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent, store.root)
    ]
    assert modes == [0o600, 0o700, 0o700]


def test_what_cannot_be_written_leaves_nothing_behind(store: MediaStore) -> None:
    target = store.path(name(DIGEST, 480))
    target.mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        store.put(name(DIGEST, 480), b"x")
    assert list(target.parent.iterdir()) == [target]
