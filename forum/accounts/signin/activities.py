"""What is asked for by letter; no line of the history names an address."""

from dataclasses import dataclass

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class LetterWanted(Activity):
    """Somebody, known or not, asks for a letter to this address."""

    address: str


@dataclass(frozen=True, kw_only=True)
class ResetWanted(LetterWanted):
    """For a new password."""


@dataclass(frozen=True, kw_only=True)
class LinkWanted(LetterWanted):
    """For the way in without a password."""
