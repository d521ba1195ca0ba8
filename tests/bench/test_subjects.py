"""The measurement of the finder, small."""

import argparse

from rotative.bench import subjects


def test_success_figures_and_limits() -> None:
    results = subjects.run(argparse.Namespace(names=40, articles=4, words=60), None)

    assert results["names"] == 40
    assert results["archive_a_second"] > 0
    assert "(limit 3)" in subjects.text(results)
