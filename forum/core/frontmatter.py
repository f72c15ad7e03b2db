"""Texts with a head: TOML between two lines of +++, then Markdown."""

import tomllib
from typing import Any

FENCE = "+++"


def split(text: str) -> tuple[dict[str, Any], str]:
    """The head as a mapping and the body; raises ValueError without a head."""
    before, head, body = text.split(f"{FENCE}\n", 2)
    if before.strip():
        raise ValueError("the text does not begin with +++")
    return tomllib.loads(head), body.strip() + "\n"
