"""How the tests give a command, and small files of lines for it."""

import json
from pathlib import Path
from typing import Any

import click
from click.testing import Result
from flask import Flask

from forum.commands import importing
from forum.core.db import release, session

ITEM = {
    "id": "a-1",
    "kind": "project",
    "title": "Hecken für Heek",
    "text": "Wir haben **300 Meter** Hecke gepflanzt.",
    "author": "Heimatverein Heek",
    "created": "2024-03-05T10:00:00Z",
    "language": "de",
    "place": "heek",
    "field": "natur",
    "status": "umgesetzt",
    "url": "https://example.org/hecken",
    "replies": [
        {"author": "Nina", "created": "2024-03-06T08:00:00Z", "text": "Toll!"},
        {"author": "Omar", "created": "2024-03-07T08:00:00Z", "text": "Wo genau?"},
    ],
}


def run(app: Flask, command: click.Command, *words: object, **more: Any) -> Result:
    """Give a command; a fault inside it is a fault of the test."""
    session.rollback()
    options = {"catch_exceptions": False} | more
    result = app.test_cli_runner().invoke(
        command, [str(one) for one in words], **options
    )
    release()
    return result


def take(app: Flask, file: Path, *words: str) -> tuple[int, str, list[str]]:
    """Import a file: exit code, the last line of the report, and the complaints."""
    result = run(app, importing.import_file, file, *words)
    said = [one for one in result.stderr.splitlines() if one.startswith("line ")]
    return result.exit_code, result.stdout.strip(), said


def item(number: int = 1, **changed: object) -> dict[str, object]:
    """A line of our own format; what is changed to None is left out."""
    told = ITEM | {"id": f"a-{number}"} | changed
    return {name: value for name, value in told.items() if value is not None}


def lines(file: Path, *told: object) -> Path:
    """A file of these: mappings as JSON, texts and bytes as they are."""
    file.write_bytes(b"".join(_line(one) + b"\n" for one in told))
    return file


def _line(told: object) -> bytes:
    if isinstance(told, bytes):
        return told
    return (told if isinstance(told, str) else json.dumps(told)).encode()
