"""Following a new name in many articles, outside the request. A lost message is made good by `rotative search rebuild`."""

from django_tasks import task

from rotative.search import actions


@task()
def reindex_about(subject_id: int) -> None:
    """Follow new names of a subject in every article about it."""
    actions.reindex_about(subject_id)


@task()
def reindex_signed(byline_id: int) -> None:
    """Follow a new name in every article that person signed."""
    actions.reindex_signed(byline_id)
