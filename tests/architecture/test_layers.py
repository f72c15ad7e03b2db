"""What import-linter cannot say about who may import whom."""

from collections.abc import Iterator

import grimp
import pytest

PRIVATE = ("routes", "forms", "notices", "demo", "feature")
SHARED = "forum.web"  # fields that all forms share
ABOVE = ("forum.features", "forum.commands")  # what sees all
NAMESPACE = {"forum.web.drawing"}  # templates see it as a whole; it says why


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("forum", cache_dir=None)


def test_what_is_private_is_imported_only_from_its_own_folder(
    graph: grimp.ImportGraph,
) -> None:
    assert list(_trespassers(graph)) == []


def _trespassers(graph: grimp.ImportGraph) -> Iterator[str]:
    for module in sorted(graph.modules):
        folder, _, name = module.rpartition(".")
        if name not in PRIVATE or folder == SHARED:
            continue
        for importer in sorted(graph.find_modules_that_directly_import(module)):
            if not importer.startswith((f"{folder}.", *ABOVE)):
                yield f"{importer} -> {module}"


def test_a_folder_says_what_it_is_and_exports_nothing(graph: grimp.ImportGraph) -> None:
    folders = {module.rpartition(".")[0] for module in graph.modules} - {"", "forum"}
    loud = {one for one in folders if graph.find_modules_directly_imported_by(one)}
    assert loud == NAMESPACE
