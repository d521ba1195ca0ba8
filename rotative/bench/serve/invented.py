"""One article of usual length in a folder that is no newsroom, for measuring files alone."""

from pathlib import Path

from rotative.bake.store.folder import FolderPress


def invented(home: Path) -> tuple[Path, str]:
    """Make a home with one article of about 18 KB and no two paragraphs alike; return it and the article's path."""
    text = "la rédaction publie chaque matin une lettre composée pour tenir en cinq minutes de lecture"
    words = text.split()
    paragraphs = (
        " ".join(words[(number * step) % len(words)] + str(number * step % 7) for step in range(1, 50))
        for number in range(1, 46)
    )
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    page = f'<!doctype html>\n<html lang="fr"><title>Article</title><link rel="stylesheet" href="/static/a.css">{body}'
    path = "/politique/un-article/"
    FolderPress(home / "public").write(path, page.encode())
    return home, path
