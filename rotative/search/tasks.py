"""Tasks that index many articles after a name changed, or after many got a subject. If a message is lost, `rotative search rebuild` repairs the index."""

from django_tasks import task

from rotative.search import actions


@task()
def reindex_about(subject_id: int) -> None:
    """Index every article about a subject whose names changed."""
    actions.reindex_about(subject_id)


@task()
def reindex_signed(byline_id: int) -> None:
    """Index every article with a byline whose name changed."""
    actions.reindex_signed(byline_id)


@task()
def reindex(article_ids: list[int]) -> None:
    """Index articles whose subjects changed."""
    actions.reindex(article_ids)
