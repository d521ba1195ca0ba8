"""Invented exports of Disqus and Commento, written after the forms that they document."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

SITE = "https://estuaire.example"
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://disqus.com/api/schemas/1.0/disqus.xsd http://disqus.com/api/schemas/1.0/internals.xsd">\n'
    '<category dsq:id="1"><forum>estuaire</forum><title>General</title><isDefault>true</isDefault></category>\n'
)


def thread(number: int, link: str, *, name: str = "", deleted: bool = False) -> str:
    return (
        f'<thread dsq:id="{number}"><id>{escape(name)}</id><forum>estuaire</forum><category dsq:id="1"/><link>{escape(link)}</link>'
        "<title>Un titre</title><message/><createdAt>2021-05-06T08:00:00Z</createdAt><author><name>Nadia</name></author>"
        f"<isClosed>false</isClosed><isDeleted>{str(deleted).lower()}</isDeleted></thread>\n"
    )


def said(number: int, of: int, text: str = "<p>Un mot.</p>", *, parent: int = 0, **more: Any) -> str:
    values = {
        "name": "Ana",
        "email": "",
        "at": f"2021-05-07T10:{number % 60:02}:00Z",
        "deleted": False,
        "spam": False,
    } | more
    answered = f'<parent dsq:id="{parent}"/>' if parent else ""
    email = f"<email>{values['email']}</email>" if values["email"] else ""
    return (
        f'<post dsq:id="{number}"><id/><message><![CDATA[{text}]]></message><createdAt>{values["at"]}</createdAt>'
        f"<isDeleted>{str(values['deleted']).lower()}</isDeleted><isSpam>{str(values['spam']).lower()}</isSpam>"
        f"<author>{email}<name>{escape(values['name'])}</name><isAnonymous>false</isAnonymous><username>ana</username></author>"
        f'<thread dsq:id="{of}"/>{answered}</post>\n'
    )


def disqus(folder: Path, *parts: str, name: str = "estuaire-disqus.xml") -> Path:
    path = folder / name
    path.write_text(f"{_HEAD}{''.join(parts)}</disqus>\n", encoding="utf-8")
    return path


def remark(number: int, url: str, text: str = "Un mot.", *, parent: int = 0, **more: Any) -> dict[str, Any]:
    row = {
        "commentHex": f"{number:064x}", "domain": "estuaire.example", "url": url, "commenterHex": f"{1:064x}", "markdown": text,
        "html": "", "parentHex": f"{parent:064x}" if parent else "root", "score": 0, "state": "approved",
        "creationDate": f"2021-05-07T10:{number % 60:02}:00.123456789Z", "direction": 0, "deleted": False,
    }  # fmt: skip
    return row | more


def commento(folder: Path, *comments: dict[str, Any], **more: Any) -> Path:
    people = [
        {"commenterHex": f"{1:064x}", "email": "ana@lectrice.example", "name": "Ana", "link": "undefined", "photo": "undefined",
         "provider": "commento", "joinDate": "2020-01-01T00:00:00Z", "isModerator": False},
    ]  # fmt: skip
    path = folder / "estuaire-commento.json"
    whole = {"version": 1, "comments": list(comments), "commenters": people, **more}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path
