"""Walks that are allowed, each with its reason."""

from dataclasses import dataclass

from tests.growth.plans.steps import Step

# Indexes that hold only what waits: to walk through one is to find it.
SHORT = {
    "article_trashed": "articles in the trash, which is emptied every month",
    "comment_with_address": "comments whose address is not forgotten yet",
    "edition_drafts": "editions that wait for an editor",
    "edition_due": "editions that wait for their hour",
    "event_unweighed": "refusals that came back and are not weighed yet",
    "mailing_under_way": "mailings whose letters go out now",
    "nametrust_weak": "names that the desk refused nearly always",
    "picture_outdated": "pictures whose renditions are of an earlier version",
    "picture_to_withdraw": "pictures whose rights have ended and whose public files are still there",
    "picture_waiting": "pictures whose renditions are to be made",
    "stalepath_failed": "pages that could not be printed",
    "stalepath_held": "pages that an oven is printing",
}


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """A statement that may read more in a larger archive."""

    # Parts of the statement, all of which it has.
    said: tuple[str, ...]
    table: str
    why: str

    def fits(self, step: Step, sql: str) -> bool:
        return step.table == self.table and all(part in sql for part in self.said)


def _allowed(table: str, why: str, *said: str) -> Allowed:
    return Allowed(said=said, table=table, why=why)


STATEMENTS: tuple[Allowed, ...] = (
    # Worker.
    _allowed(
        "bake_stalepath", "in the order of printing; the pages passed over wait for another attempt", "s.lease_until < %s", "LIMIT"
    ),
    _allowed("subscribers_subscriber", "requests that wait for an answer; they are confirmed or deleted within days", "consent_at < %s", "left_at IS"),
    _allowed("django_tasks_database_dbtaskresult", "tasks that wait", "status = %s", "ORDER BY django_tasks_database_dbtaskresult.priority"),
    _allowed("subscribers_subscriber", "the audience of a mailing, which is written out once", "s.state = 'confirmed' AND s.language = %s"),
    _allowed("editions_edition", "editions already printed, once for each that is printed", "SELECT editions_edition.edition_on AS edition_on FROM", "state IN"),
    _allowed("bake_publicpath", "pages of past letters, once for each that is sent", "arg LIKE %s", "bake_publicpath.recipe = %s"),
    _allowed("articles_article", "the first 2,000 rows are taken, and nearly all rows are live", "SELECT articles_article.path AS path, articles_article.id AS pk", "WHERE articles_article.live ORDER BY"),
    _allowed("wagtailsearch_indexentry", "Wagtail’s own index, in which pictures and standing pages alone are", "title"),
    # Pages that print every row they read, when one of the rows changes.
    _allowed("editions_edition", "the page of past letters prints them all", "editions_edition.subject_line AS subject_line", "editions_edition.language = %s"),
    _allowed("subjects_subjectname", "the sitemap of standing pages prints every subject", "subjects_subjectname.slug AS slug", "articles_listentry"),
    _allowed("articles_listentry", "the index of sitemaps is printed anew when a month begins", "AS part, MIN(articles_listentry.window) AS first"),
    # Numbers that the desk shows.
    _allowed("articles_article", "counted by the smallest index: 2 ms for 100,000", "SELECT COUNT(*) AS __count FROM articles_article"),
    _allowed("media_picture", "likewise", "SELECT COUNT(*) AS __count FROM media_picture"),
    _allowed("subjects_subject", "likewise", "SELECT COUNT(*) AS __count FROM subjects_subject"),
    _allowed("editions_edition", "likewise", "SELECT COUNT(*) AS __count FROM editions_edition"),
    _allowed("comments_comment", "counted by state in an index that has nothing else", "COUNT(comments_comment.id) AS pk__count", "GROUP BY 1"),
    _allowed("comments_comment", "the comments that wait for a decision", "SELECT COUNT(*) AS __count FROM comments_comment WHERE comments_comment.state = %s"),
    _allowed("subscribers_subscriber", "counted by language and state in an index", "COUNT(subscribers_subscriber.id) AS pk__count", "GROUP BY 1, 2"),
    _allowed("subscribers_subscriber", "the readers of an edition, counted in an index", "SELECT COUNT(*) AS __count FROM subscribers_subscriber"),
    _allowed("bake_stalepath", "the pages that wait; at rest there are none", "COUNT(", "bake_stalepath.error = %s"),
    # Lists of the desk.
    _allowed("subscribers_subscriber", "requests that wait for a decision", "subscribers_subscriber.held_for = %s"),
    _allowed("bake_publicpath", "one front page a language", "bake_publicpath.recipe = %s AND bake_publicpath.state = %s", "ORDER BY bake_publicpath.path"),
    _allowed("articles_article", "the articles that wait for their hour", "articles_article.state = %s) ORDER BY articles_article.go_live_at"),
    _allowed("articles_article", "the first that are not in the trash, and nearly all are not", "U0.trashed_at IS NOT NULL)) ORDER BY articles_article.edited_at DESC LIMIT"),
    _allowed("articles_article", "the newest that are published, and nearly all with a date are", "U0.trashed_at IS NOT NULL)) AND articles_article.live)", "LIMIT"),
    _allowed("articles_article", "among the 300 articles that a search returns at most, SQLite reads the index of the state", "articles_article.state = %s AND articles_article.id IN (%s)", "ORDER BY CASE"),
    _allowed("subjects_subject", "the newest of a kind: a part of all subjects fits", "subjects_subject.kind = %s ORDER BY", "DESC LIMIT"),
    _allowed("subjects_subjectname", "the number of names, some thousands", "SELECT COUNT(*), COALESCE(MAX(id), 0)", "UNION ALL"),
    _allowed("subjects_subject", "all names, once in a process and again after one changed", "n.aliases", "ORDER BY s.id, n.id"),
    _allowed("subjects_subjectname", "any part of a name, in some thousands of names", "LIKE %s"),
    _allowed("wagtailcore_workflowstate", "workflows under way", "wagtailcore_workflowstate.status = %s"),
    _allowed("wagtailcore_taskstate", "steps of workflows under way", "wagtailcore_taskstate.status = %s"),
    _allowed("taggit_taggeditem", "Wagtail’s own: the tags most used on pictures", "AS item_count"),
    _allowed("media_picture", "any part of the words of a picture, the newest first", "media_picture.folded LIKE %s"),
    _allowed("comments_comment", "asked once for each person who wants to be forgotten", "comments_comment.email LIKE %s"),
)  # fmt: skip


def reason(step: Step, sql: str) -> str | None:
    """Return why a statement may take such a step; None when it may not."""
    if step.index in SHORT:
        return SHORT[step.index]
    return next((one.why for one in STATEMENTS if one.fits(step, sql)), None)
