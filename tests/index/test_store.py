"""The index survives crashes, damage, rebuilds, and being read while written."""

import gc
import logging
import signal
import stat
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from forum.index.engine import Index
from forum.index.store import IndexBroken, IndexBusy, Store
from tests.faults import full_disk
from tests.index.conftest import BLANK

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from forum.index.documents import Document
from forum.index.engine import Index

def documents(first, number):
    for id in range(first, first + number):
        yield Document(id=id, kind="thread", title=f"Moor {id}", body="Torf " * 200,
                       created=datetime(2026, 1, 1, tzinfo=UTC))

index = Index(Path(sys.argv[1]))
first = 1
while True:
    if sys.argv[2] == "rebuild":
        print("started", flush=True)
        index.replace_all(documents(1000, 100_000))
    index.put(documents(first, 10))
    print(first, flush=True)
    first += 10
"""


@pytest.fixture
def writer(folder):
    """Starts another process that writes to the same index without an end."""
    running = []

    def start(what):
        command = [sys.executable, "-c", WRITER, str(folder), what]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def moors(number):
    return [replace(BLANK, id=id, title=f"Moor {id}") for id in range(1, number + 1)]


# In order


def test_what_was_put_is_there(shelf):
    shelf.put(1, title="Moor")
    shelf.put(2, title="Heide")
    assert (shelf.find("Moor"), shelf.index.doc_ids()) == ((1,), {1, 2})


def test_what_is_put_again_replaces_what_was(shelf):
    shelf.put(1, title="Moor")
    shelf.put(1, title="Heide")
    assert (shelf.find("Moor"), shelf.find("Heide")) == ((), (1,))


def test_of_two_with_one_id_the_later_counts(index):
    index.put([replace(BLANK, id=1, title=title) for title in ("Moor", "Heide")])
    assert (index.search("Moor").ids, index.search("Heide").ids) == ((), (1,))


def test_what_was_dropped_is_gone(shelf):
    for id in (1, 2, 3):
        shelf.put(id, title="Moor")
    shelf.index.drop([1, 3, 99])
    assert (shelf.find("Moor"), shelf.index.doc_ids()) == ((2,), {2})


def test_many_small_commits_stay_readable(shelf):
    for id in range(40):
        shelf.put(id % 15, title=f"Moor {id}")
    assert sorted(shelf.find("Moor")) == list(range(15))


def test_a_closed_index_opens_again(shelf):
    shelf.put(1, title="Moor")
    shelf.index.close()
    assert shelf.find("Moor") == (1,)


def test_nothing_to_do_is_no_commit(index, folder):
    before = sorted(folder.rglob("*"))
    index.put([])
    index.drop([])
    assert sorted(folder.rglob("*")) == before
    index.put(moors(1))
    assert sorted(folder.rglob("*")) != before


def test_a_rebuild_replaces_everything_and_says_how_far_it_is(index, folder):
    index.put(moors(3))
    told = []
    count = index.replace_all(
        (replace(BLANK, id=id, title="Heide") for id in range(250)), told.append
    )
    assert (count, told) == (250, [100, 200, 250])
    assert (index.search("Moor").ids, len(index.doc_ids())) == ((), 250)
    assert len(list(folder.glob("v*"))) == 1


def test_nobody_else_may_look_into_the_folder(index, folder):
    folders = [folder, *folder.glob("v*")]
    assert [stat.S_IMODE(each.stat().st_mode) for each in folders] == [0o700, 0o700]


def test_a_failing_rebuild_leaves_the_old_index(index, folder):
    index.put(moors(3))

    def documents():
        yield from moors(2)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.replace_all(documents())
    assert (index.search("Moor").total, len(list(folder.glob("v*")))) == (3, 1)
    index.put(moors(4))
    assert index.search("Moor").total == 4


# Missing, damaged, outdated


def test_a_missing_index_says_so_and_can_be_built(folder, caplog):
    index = Index(folder)
    results = index.search("Moor")
    assert (results.ids, results.healthy, index.healthy) == ((), False, False)
    assert (index.doc_ids(), index.outdated) == (frozenset(), False)
    with pytest.raises(IndexBroken):
        index.put(moors(1))
    with pytest.raises(IndexBroken):
        index.drop([1])
    index.replace_all(moors(2))
    assert (index.healthy, index.search("Moor").total) == (True, 2)
    index.close()


def test_a_deleted_index_is_noticed(index, folder):
    index.put(moors(2))
    assert index.healthy
    (folder / "CURRENT").unlink()
    assert not index.search("Moor").healthy


@pytest.fixture
def _leaks():
    """Whoosh leaves a damaged file open; Python closes it when it tidies up."""
    yield
    gc.collect()


@pytest.mark.usefixtures("_leaks")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "CURRENT"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda old: b"", id="emptied"),
        pytest.param(lambda old: old[: len(old) // 2], id="cut"),
        pytest.param(lambda old: b"\xff" * len(old), id="overwritten"),
        pytest.param(lambda old: old[:9] + b"\0" * (len(old) - 9), id="zeroed"),
    ],
)
def test_a_damaged_index_is_no_error_and_can_be_rebuilt(
    folder, pattern, damage, caplog
):
    caplog.set_level(logging.CRITICAL)
    first = Index(folder)
    first.replace_all(moors(20))
    for path in folder.rglob(pattern):
        path.write_bytes(damage(path.read_bytes()))
    index = Index(folder)
    results = index.search("Moor")
    assert (results.ids, results.healthy, index.healthy) == ((), False, False)
    with pytest.raises(IndexBroken):
        index.put(moors(1))
    index.replace_all(moors(20))
    assert (index.search("Moor").total, index.healthy) == (20, True)
    index.close()
    first.close()


def test_a_document_that_does_not_fit_is_no_damage(index):
    index.put(moors(2))
    with pytest.raises(struct.error):
        index.put([*moors(3), replace(BLANK, id=2**63)])
    assert (index.healthy, index.doc_ids()) == (True, {1, 2})
    index.put(moors(3))
    assert index.search("Moor").total == 3


@pytest.mark.usefixtures("_leaks")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_full_disk_is_no_damage(index):
    index.put(moors(2))
    with full_disk(16), pytest.raises(OSError, match="File too large"):
        index.put(moors(3))
    assert (index.healthy, index.doc_ids()) == (True, {1, 2})


def test_who_cannot_begin_to_write_is_told_to_wait(index, folder):
    store = Store(folder)
    other = store.open(store.current()).writer()
    with pytest.raises(IndexBusy):
        index.put(moors(1))
    other.cancel()
    index.put(moors(1))
    assert index.doc_ids() == {1}


def test_an_index_of_an_older_analyser_is_outdated_until_rebuilt(index, folder):
    index.put(moors(2))
    (current,) = folder.glob("v*")
    older = current.rename(folder / "v0-000001")
    (folder / "CURRENT").write_text(older.name)
    assert (index.outdated, index.search("Moor").total) == (True, 2)
    index.replace_all(moors(3))
    assert (index.outdated, index.search("Moor").total) == (False, 3)


# Several at once


def test_who_reads_sees_what_another_writes(index, folder):
    reader = Index(folder)
    assert reader.search("Moor").total == 0
    index.put(moors(3))
    assert reader.search("Moor").total == 3
    index.drop([2])
    assert reader.search("Moor").total == 2
    index.replace_all(moors(9))
    assert reader.search("Moor").total == 9
    reader.close()


def test_only_one_writes_at_a_time(index, folder):
    def documents():
        yield from moors(1)
        with pytest.raises(IndexBusy):
            Index(folder, patience=0.1).put(moors(1))

    assert index.replace_all(documents()) == 1


def test_many_read_while_it_is_written_and_swapped(index, folder):
    index.put(moors(30))
    reader, seen, done = Index(folder), [], threading.Event()

    def read():
        while not done.is_set():
            seen.append(reader.search("Moor"))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(8):
        index.put(moors(30))
        index.drop([99])
        index.replace_all(moors(30 + turn % 2))
    done.set()
    for thread in threads:
        thread.join()
    reader.close()
    assert len(seen) > 8
    assert {(result.healthy, result.total) for result in seen} <= {
        (True, 30),
        (True, 31),
    }


def test_it_is_read_while_another_process_writes(index, writer):
    process = writer("put")
    last = 0
    for line in (process.stdout.readline() for _ in range(12)):
        results = index.search("Moor")
        assert results.healthy
        assert results.total >= int(line) + 9 >= last
        last = results.total


def test_a_killed_writer_loses_nothing_that_was_committed(index, writer):
    committed = 0
    for _ in range(3):
        process = writer("put")
        for _ in range(5):
            committed = max(committed, int(process.stdout.readline()) + 9)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert index.doc_ids() >= set(range(1, committed + 1))
        index.put(moors(1))
    assert index.healthy


def test_a_killed_rebuild_leaves_the_old_index(index, folder: Path, writer):
    index.put(moors(5))
    process = writer("rebuild")
    assert process.stdout.readline() == "started\n"
    while len(list(folder.glob("v*"))) < 2:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert index.search("Moor").total == 5
    assert index.replace_all(moors(6)) == 6
    assert (index.search("Moor").total, len(list(folder.glob("v*")))) == (6, 1)
