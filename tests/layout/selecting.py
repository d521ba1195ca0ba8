"""Finding the parts of a printed page by their classes."""

from lxml import html


def select(root: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Return the elements within another that a selector names: names and classes, with spaces or `>` between them."""
    path, axis = ".", "//"
    for word in selector.split():
        if word == ">":
            axis = "/"
            continue
        name, *classes = word.split(".")
        path += f"{axis}{name or '*'}"
        path += "".join(f"[contains(concat(' ', @class, ' '), ' {one} ')]" for one in classes)
        axis = "//"
    found: list[html.HtmlElement] = root.xpath(path)
    return found


def texts(root: html.HtmlElement, selector: str) -> list[str]:
    """Return the texts of the elements that a selector names, each on one line."""
    return [" ".join(found.text_content().split()) for found in select(root, selector)]
