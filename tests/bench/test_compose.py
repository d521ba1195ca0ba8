"""The report of the composing benchmark, at a tiny size."""

import argparse

from rotative.bench import compose


def test_success_report() -> None:
    results = compose.run(argparse.Namespace(stories=12, days=1, budget=120, json=True), None)

    assert set(results["kinds"]) == set(compose.KINDS)
    assert results["all"]["days"] == sum(row["days"] for row in results["kinds"].values())
    assert 0 < results["all"]["median_ms"] <= results["all"]["p95_ms"] <= results["all"]["max_ms"]
    assert "limit 20 ms" in compose.text(results)
