"""What `make test` runs: the linters, then the tests on SQLite, on PostgreSQL and in a
browser. All of it runs even if something fails; the last line is the count.
"""

import os
import subprocess
import sys
import tempfile
import time
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
    counts.append(_tests("SQLite", "not browser", {}))
    with postgres.running() as address:
        environment = {"TEST_DATABASE_URL": address}
        counts.append(_tests("PostgreSQL", "not browser", environment))
    counts.append(_tests("Browser", "browser", {}))
    passed, failed = (sum(column) for column in zip(*counts, strict=True))
    seconds = time.monotonic() - started
    print(f"\nlinters, SQLite, PostgreSQL and browser in {seconds:.0f} s:")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _linter(name: str) -> Count:
    _heading(f"Linter: {name}")
    failed = subprocess.run(["make", name], stdin=subprocess.DEVNULL).returncode != 0  # noqa: S607
    return int(not failed), int(failed)


def _tests(title: str, marked: str, environment: dict[str, str]) -> Count:
    _heading(title)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        done = subprocess.run(
            [*PYTEST, "-m", marked, f"--junitxml={report}"],
            env=_without_database() | environment,
            stdin=subprocess.DEVNULL,
        )
        passed, failed = _read(report) if report.exists() else (0, 0)
    return passed, max(failed, 1) if done.returncode else failed


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
