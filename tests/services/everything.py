"""What `make test` runs: the linters, then the tests on SQLite, on PostgreSQL and in a
browser. All of it runs even if something fails; the last line is the count.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.services import packages, postgres

LINTERS = ("style", "types", "imports", "markup")  # targets of the Makefile
PYTEST = [sys.executable, "-m", "pytest", "-q"]
Count = tuple[int, int]  # passed, failed


def main() -> int:
    """Run everything and say how much passed and how much failed."""
    postgres.stop_politely()
    packages.install()
    started = time.monotonic()
    counts = [_linter(name) for name in LINTERS]
    with postgres.running() as address:
        on_postgres = {"TEST_DATABASE_URL": address}
        both = [  # at once: there are two cores nearly everywhere
            _begin("SQLite", "not browser", {}),
            _begin("PostgreSQL", "not browser", on_postgres),
        ]
        counts += [run.end() for run in both]
    counts.append(_begin("Browser", "browser", {}).end())
    passed, failed = (sum(column) for column in zip(*counts, strict=True))
    seconds = time.monotonic() - started
    print(f"\nlinters, SQLite, PostgreSQL and browser in {seconds:.0f} s:")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _linter(name: str) -> Count:
    _heading(f"Linter: {name}")
    failed = subprocess.run(["make", name], stdin=subprocess.DEVNULL).returncode != 0  # noqa: S607
    return int(not failed), int(failed)


@dataclass
class Run:
    """A run of tests under way; what it prints is shown when it has ended."""

    title: str
    folder: tempfile.TemporaryDirectory[str]
    process: subprocess.Popen[bytes]

    def end(self) -> Count:
        """Wait, show what was printed, and count."""
        code = self.process.wait()
        _heading(self.title)
        print(Path(self.folder.name, "said").read_text("utf-8", "replace"), flush=True)
        report = Path(self.folder.name, "report.xml")
        passed, failed = _read(report) if report.exists() else (0, 0)
        self.folder.cleanup()
        return passed, max(failed, 1) if code else failed


def _begin(title: str, marked: str, environment: dict[str, str]) -> Run:
    folder = tempfile.TemporaryDirectory()
    report = Path(folder.name, "report.xml")
    with Path(folder.name, "said").open("w") as said:
        process = subprocess.Popen(
            [*PYTEST, "-m", marked, f"--junitxml={report}"],
            env=_without_database() | environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    atexit.register(process.kill)
    return Run(title, folder, process)


def _without_database() -> dict[str, str]:
    return {
        name: text for name, text in os.environ.items() if name != "TEST_DATABASE_URL"
    }


def _read(report: Path) -> Count:
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 - our own
    numbers = suite.attrib if suite is not None else {}
    failed = int(numbers.get("failures", 0)) + int(numbers.get("errors", 0))
    left_out = int(numbers.get("skipped", 0))
    return int(numbers.get("tests", 0)) - failed - left_out, failed


def _heading(title: str) -> None:
    print(f"\n── {title} {'─' * (70 - len(title))}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
