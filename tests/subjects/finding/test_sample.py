"""Labelled articles, and how well they are read: the figures of docs/features/subjects.md. `make test TEST="-s tests/subjects/finding"` prints them."""

import pytest

from rotative.subjects.finding import Index
from tests.subjects.finding import sample

pytestmark = pytest.mark.skipif(
    sample.CORPORA is None, reason="the labelled articles are not next to the checkout (shared/corpora)"
)


def test_success_labelled_articles() -> None:
    index = Index(sample.vocabulary())
    labelled = sample.labelled()
    languages = {
        code: sample.score(index, [each for each in labelled if each.article.language == code])
        for code in ("fr", "ar")
    }
    # Every second article was kept aside while rules were tried.
    kept_aside = sample.score(index, labelled[1::2])
    everything = sample.score(index, labelled)

    for name, score in (*languages.items(), ("kept aside", kept_aside), ("all", everything)):
        print(  # noqa: T201 the figures are what this test is asked for
            f"\n{name}: {score.articles} articles, precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}, "
            f"main F1 {score.main_f1:.3f}, new names {score.new_recall:.2f} at {score.new_an_article:.1f} an article"
        )
    assert everything.articles >= 60
    assert languages["ar"].articles >= 30
    assert min(everything.precision, everything.recall) >= 0.97
    assert min(score.f1 for score in languages.values()) >= 0.96
    assert everything.main_f1 >= 0.9
    assert everything.new_recall >= 0.6
    assert everything.new_an_article <= 4
