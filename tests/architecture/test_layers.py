"""What import-linter cannot say about who may import whom."""

from collections.abc import Iterator

import grimp
import pytest

PRIVATE = ("routes", "forms", "notices", "demo", "feature")
OPEN = ("forum.features", "forum.web")  # the list of features; fields that all share


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
        if name not in PRIVATE or folder.startswith(OPEN):
            continue
        for importer in sorted(graph.find_modules_that_directly_import(module)):
            if importer not in OPEN and not importer.startswith(f"{folder}."):
                yield f"{importer} -> {module}"


def test_a_folder_says_what_it_is_and_exports_nothing(graph: grimp.ImportGraph) -> None:
    folders = {module.rpartition(".")[0] for module in graph.modules} - {"", "forum"}
    assert {
        folder: graph.find_modules_directly_imported_by(folder)
        for folder in folders
        if graph.find_modules_directly_imported_by(folder)
    } == {}
