"""What every feature says it keeps of members: handed over once, when all are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forum.core.media import MediaStore
from forum.web.manifest import Feature, Kept, Rule


@dataclass
class Registry:
    """The features, the folder of the copies, the store of pictures, the journal."""

    features: Sequence[Feature] = ()
    folder: Path = field(default_factory=Path)
    store: MediaStore = field(default_factory=lambda: MediaStore(Path()))
    journal: Path = field(default_factory=Path)

    def connect(
        self,
        features: Sequence[Feature],
        folder: Path,
        store: MediaStore,
        journal: Path,
    ) -> None:
        """Ask these features from now on."""
        self.features, self.folder = features, folder
        self.store, self.journal = store, journal

    @property
    def kept(self) -> list[Kept]:
        """What is known of members, table by table, from the core up."""
        return [one for feature in self.features for one in feature.kept]

    @property
    def rules(self) -> list[Rule]:
        """How long what is kept."""
        return [one for feature in self.features for one in feature.rules]

    def withdraw(self, member: Any) -> None:
        """Take away what a member has published, upper features first."""
        for feature in self._from_above():
            if feature.withdraw is not None:
                feature.withdraw(member)

    def forget(self, member: Any) -> None:
        """Leave nothing personal of a member, upper features first."""
        for feature in self._from_above():
            if feature.forget is not None:
                feature.forget(member)

    def _from_above(self) -> Iterator[Feature]:
        return reversed(self.features)


registry = Registry()
