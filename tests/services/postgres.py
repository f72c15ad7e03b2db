"""A private PostgreSQL that lives as long as one command: reachable through a socket
in a temporary folder, by nobody else, and gone afterwards.

    python -m tests.services.postgres pytest tests/projects
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ACCOUNTS = ("postgres", "nobody")  # who runs it when we are root, which it refuses
PATIENCE = 60.0  # seconds until it must answer
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The folder of the newest installed initdb and postgres."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: int(path.parts[-3]))
    known = shutil.which("initdb")
    if not found and known:
        found = [Path(known).resolve()]
    return found[-1].parent if found else None


@contextmanager
def running() -> Iterator[str]:
    """Start it, give its address, and leave nothing behind."""
    folder = programs()
    if folder is None:
        sys.exit("PostgreSQL is needed; on Debian: sudo apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        account = _account()
        if account:
            shutil.chown(home, account)
        _prepare(folder, home, account)
        with _server(folder, home, account):
            yield f"postgresql+psycopg://forum@/postgres?host={home}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _account() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _as(account: str | None) -> dict[str, Any]:
    if account is None:
        return {}
    group = pwd.getpwnam(account).pw_gid
    return {"user": account, "group": group, "extra_groups": []}


def _prepare(folder: Path, home: Path, account: str | None) -> None:
    command = [str(folder / "initdb"), "--pgdata=data", "--username=forum"]
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        [*command, *options],
        **_as(account),
        cwd=home,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"PostgreSQL could not be prepared: {done.stderr}")


@contextmanager
def _server(folder: Path, home: Path, account: str | None) -> Iterator[None]:
    settings = (*FAST, "listen_addresses=", f"unix_socket_directories={home}")
    command = [str(folder / "postgres"), "-D", "data"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *(word for setting in settings for word in ("-c", setting))],
            **_as(account),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(folder, home, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # stop now, do not wait for clients
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(folder: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    command = [str(folder / "pg_isready"), "--quiet", f"--host={home}"]
    while subprocess.run(command).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"PostgreSQL did not start: {(home / 'log').read_text()}")
        time.sleep(0.1)


def stop_politely() -> None:
    """Let a termination signal run what stands in `finally`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def main() -> int:
    """Run a command with TEST_DATABASE_URL set."""
    stop_politely()
    with running() as address:
        environment = os.environ | {"TEST_DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
