"""A good and a bad example for the rule of roads."""

import grimp
import pytest

from tests.house import roads


@pytest.fixture
def graph() -> grimp.ImportGraph:
    """Return three modules: views imports actions; actions and signals import the registry."""
    made = grimp.ImportGraph()
    for module in ("views", "actions", "registry", "signals"):
        made.add_module(f"rotative.app.{module}")
    for importer, imported in (("views", "actions"), ("actions", "registry"), ("signals", "registry")):
        made.add_import(importer=f"rotative.app.{importer}", imported=f"rotative.app.{imported}")
    return made


def test_success_road_of_the_code(graph: grimp.ImportGraph) -> None:
    page = """
```mermaid
flowchart LR
    reader([a reader]) --> app.views
    app.views --> app.actions -.->|app.registry| app.signals
    app.actions -.->|by app.registry, at the start| app.registry
```
"""

    assert (roads.false_roads(page, graph), roads.count_arrows(page)) == ([], 3)


def test_fail_road_of_another_code(graph: grimp.ImportGraph) -> None:
    page = """
```mermaid
flowchart LR
    app.actions --> app.views --> app.bell
    app.actions -.->|a word| app.signals
    app.views -.->|app.registry| app.signals
```
"""

    assert roads.false_roads(page, graph) == [
        "app.actions --> app.views",
        "app.bell is gone",
        "app.actions -.-> app.signals",
        "app.views -.-> app.signals",
    ]
