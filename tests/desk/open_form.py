"""The form of an article that stays open in a browser."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from rotative.articles.models import Article

AUTOSAVE = {"Accept": "application/json"}


class OpenForm:
    """The form of an article in a browser: it has the fields of the page, and what an autosave answers."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        page = BeautifulSoup(client.get(address).content, "html.parser")
        self.fields = dict(_fields(page.find(id="w-editor-form")))

    def choose(self, *ids: int) -> None:
        """Add rows of subjects, as the chooser does."""
        for pk in ids:
            number = int(self.fields["article_subjects-TOTAL_FORMS"])
            row = f"article_subjects-{number}"
            self.fields |= {f"{row}-subject": str(pk), f"{row}-id": "", f"{row}-ORDER": str(number + 1)}
            self.fields |= {f"{row}-DELETE": "", "article_subjects-TOTAL_FORMS": str(number + 1)}

    def remove(self, pk: int) -> None:
        (row,) = [name for name, value in self.fields.items() if _is_row(name) and value == str(pk)]
        self.fields[row.replace("subject", "DELETE", 2).replace("article_DELETE", "article_subject", 1)] = "1"

    def autosave(self) -> None:
        answer = self.client.post(self.address, self.fields, headers=AUTOSAVE)
        said = answer.json()
        assert said["success"], said
        self.fields |= {name: value for name, value in said["field_updates"].items() if name in self.fields}
        self.address = said.get("url", self.address)
        self.fields["overwrite_revision_id"] = str(said["revision_id"])

    def save(self, **buttons: str) -> str:
        answer = self.client.post(self.address, self.fields | buttons, follow=True)
        assert answer.redirect_chain, answer.context["form"].errors
        return str(answer.content.decode())


def _is_row(name: str) -> bool:
    return name.startswith("article_subjects-") and name.endswith("-subject")


def _fields(form: Any) -> Any:
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if not name or "__prefix__" in name or kind in ("submit", "button", "file"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            yield name, chosen.get("value", "") if chosen else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                yield name, field.get("value", "on")
        else:
            yield name, field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")


def opened(client: Client, article: Article) -> OpenForm:
    return OpenForm(client, f"/desk/articles/edit/{article.pk}/")
