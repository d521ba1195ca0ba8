"""The words of the desk: no screen has a word of Wagtail's trade, no plural in brackets, no English in another language."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from rotative.desk import groups, workflows
from rotative.masthead.models import Masthead
from rotative.staff.models import User
from tests.desk import screens
from tests.factories import newsroom

pytestmark = [
    # Wagtail leaves files of pictures to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

# Patterns of what no screen says, by language of the desk.
UNWANTED = {
    "fr": (
        r"\((?:e|le|ère|tte|elle|s|es|e s)\)|/la\b|\bun/une\b|[Ff]ragment|[Rr]égion\b|[Rr]égions\b|\bLocales?\b|[Ww]agtail|[Ii]nstantané"
        r"|journal de modèle|\bRoot\b|\bPassword\b|\bEditors\b|\bWriters\b|\bModerators\b|\bapproval\b|\bworkflow|\bsnippet|Status :"
        r"|\b(?:Add|Edit|Delete|Choose|Save|Search|Cancel|Close|Settings|the|this|with|your)\b"
    ),
    "ar": (
        r"مقتطف|لغات? محلية|اللغات المحلية|الإعدادات المحلية|[Ww]agtail|قصاصات|\bRoot\b|\bPassword\b|\bEditors\b|\bWriters\b"
        r"|\bModerators\b|\bsnippet|\b(?:Add|Edit|Delete|Choose|Save|Search|Cancel|Close|Settings|the|this|with|your)\b"
    ),
}

# Rights that Django names in English, in the form of a group: labels that are only read out, next to translated headings.
RIGHTS = re.compile(r"^Can \w+ | \| |\bLocale$")
# A button of Wagtail's that is only read out.
READ_OUT = {("Search", "wagtailadmin_choose_page"), ("Search", "wagtailadmin_choose_page_child")}
# Screens before one has signed in: the desk does not know its user's language yet.
IN_THE_OUTLETS_LANGUAGE = {
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete", "wagtailadmin_login",
}  # fmt: skip


@pytest.fixture
def filled(db: None, chief: User) -> User:
    Masthead.objects.create()
    newsroom.fill()
    workflows.ensure()
    return chief


@pytest.mark.parametrize("language", UNWANTED)
def test_success_no_screen_has_an_unwanted_word(filled: User, settings: Any, language: str) -> None:
    settings.ROTATIVE = settings.ROTATIVE | {"language": language}
    groups.name_in_own_language()
    UserProfile.objects.update_or_create(user=filled, defaults={"preferred_language": language})
    client = Client(raise_request_exception=False)
    client.force_login(filled)
    unwanted = re.compile(UNWANTED[language])

    seen = list(screens.screens(client))

    found = {
        (text[:120], name)
        for name, _url, texts in seen
        for text in texts
        if name not in IN_THE_OUTLETS_LANGUAGE and unwanted.search(text)
        if not (name in {"wagtailusers_groups:add", "wagtailusers_groups:edit"} and RIGHTS.search(text))
    }
    assert len({name for name, _url, _texts in seen}) > 100
    assert sorted(found - READ_OUT) == []
