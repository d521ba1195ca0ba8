"""The form of a subject, and the subjects in the form of an article."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rotative.articles.models import ArticleSubject
from rotative.desk.articles.rows.subject_rows import SubjectRowForm
from rotative.subjects.models import Subject, SubjectRole
from tests.factories.articles import SubjectFactory


def test_success_the_form_asks_for_everything(desk: Client) -> None:
    port = SubjectFactory()

    page = desk.get(f"/desk/subjects/edit/{port.pk}/").content.decode()

    for name in (
        "parent",
        "picture",
        "wikidata",
        "same_as",
        "roles-TOTAL_FORMS",
        "pinned_articles-TOTAL_FORMS",
    ):
        assert f'name="{name}"' in page


def test_success_a_subject_is_a_main_one_unless_the_box_says_otherwise(desk: Client) -> None:
    assert SubjectRowForm.base_fields["mentioned"].required is False
    assert ArticleSubject().is_main is True


def test_fail_a_subject_belongs_to_itself(db: None) -> None:
    above, below = SubjectFactory(), SubjectFactory()
    below.parent = above
    below.save()
    above.parent = below

    with pytest.raises(ValidationError, match="A subject cannot belong to itself"):
        above.clean()


@pytest.mark.parametrize(
    ("field", "value"), [("wikidata", "1028"), ("wikidata", "Q1028 "), ("same_as", "javascript:alert(1)")]
)
def test_fail_no_identifier_and_no_address(field: str, value: str, db: None) -> None:
    subject = Subject(**{field: value})

    with pytest.raises(ValidationError) as caught:
        subject.full_clean()

    assert field in caught.value.message_dict


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [("en mai", "", "since"), ("2017", "2016", "until"), ("2017-05", "2017-04-30", "until")],
)
def test_fail_a_role_without_a_time(since: str, until: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SubjectRole(language="fr", text="maire", since=since, until=until).clean()

    assert wrong in caught.value.message_dict
