"""The two programs the tests need beside Python: PostgreSQL and Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.services.postgres import programs

NEEDED: dict[str, Callable[[], object]] = {
    "postgresql": programs,
    "chromium": lambda: shutil.which("chromium"),
    "fonts-dejavu-core": lambda: shutil.which("chromium"),
}


def install() -> None:
    """Bring what is missing, or say in one sentence what to install."""
    missing = [package for package, found in NEEDED.items() if not found()]
    if not missing:
        return
    names = " ".join(missing)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"These are missing; on Debian: sudo apt-get install {names}")
    print(f"Installing {names} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-qq"], command):
        done = subprocess.run(
            step, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        if done.returncode:
            sys.exit(f"Not installed: {names} ({' '.join(step)} failed).")
