"""The arguments of `rotative import`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser
from typing import Any

HELP = "Brings the articles, pages, comments and pictures of an old site in. A second run changes nothing."


def add_arguments(parser: ArgumentParser) -> None:
    sources = parser.add_subparsers(dest="source", required=True, metavar="SOURCE")
    add_wordpress(sources)
    add_ghost(sources)
    add_discussions(sources, "disqus", "the comments that Disqus kept (XML or .gz)")
    add_discussions(sources, "commento", "the comments that Commento or Commento++ kept (JSON or .gz)")
    add_rotative(sources)


def add_wordpress(sources: Any) -> None:
    parser: ArgumentParser = sources.add_parser("wordpress", help="a WordPress export (WXR 1.0 to 1.2)")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="+",
        help="the XML files of Tools → Export, .gz, .zip, or a folder with them",
    )
    parser.add_argument("--media", metavar="DIR", help="the old site's wp-content/uploads")
    parser.add_argument(
        "--category-base",
        default="",
        metavar="WORD",
        help="before the slugs of categories, if not “category”; . for none",
    )
    parser.add_argument(
        "--tag-base", default="", metavar="WORD", help="before the slugs of tags, if not “tag”"
    )
    parser.add_argument(
        "--fetch",
        action="store_true",
        help="take missing pictures and documents from the old site over the web",
    )
    parser.add_argument(
        "--languages", default="", metavar="LIST", help="languages that may be opened for it: ar,en"
    )
    parser.add_argument(
        "--as-articles",
        default="",
        metavar="LIST",
        help="types made by plugins and what they become: breve=brief,opinion=article,fiche=page",
    )
    parser.add_argument(
        "--map", metavar="FILE", help="a TOML file: which custom field fills which field of an article"
    )
    parser.add_argument(
        "--merge-names",
        action="store_true",
        help="make one of sections, tags and people that have the same name",
    )
    parser.add_argument(
        "--recover", action="store_true", help="replace and count bytes and signs that cannot be read"
    )
    _add_common(parser)


def add_ghost(sources: Any) -> None:
    parser: ArgumentParser = sources.add_parser("ghost", help="an export of Ghost (JSON or zip)")
    parser.add_argument(
        "file", metavar="FILE", help="the file of Settings → Migration → Export, or a zip with it"
    )
    parser.add_argument(
        "--site", default="", metavar="URL", help="the old site's address; this newsroom's if not given"
    )
    parser.add_argument("--media", metavar="DIR", help="the old site's content, with images, media and files")
    parser.add_argument(
        "--permalinks",
        default="",
        metavar="PATTERN",
        help="addresses of its routes.yaml: /{year}/{month}/{slug}/; /{slug}/ if not given",
    )
    parser.add_argument("--comments", metavar="FILE", help="its comments, as CSV")
    parser.add_argument("--members", metavar="FILE", help="its members, as CSV: they become subscribers")
    parser.add_argument(
        "--consent", default="", help="where the members agreed; the old site's address if not given"
    )
    _add_common(parser)


def add_discussions(sources: Any, program: str, meaning: str) -> None:
    parser: ArgumentParser = sources.add_parser(program, help=meaning)
    parser.add_argument("file", metavar="FILE", help="its export; the articles are here already")
    parser.add_argument(
        "--site",
        default="",
        metavar="URL",
        help="the old site's address, if it is neither this newsroom's nor that of an import",
    )
    parser.add_argument(
        "--report", metavar="FILE", help="write every problem with every example into a .json or .html file"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--report", metavar="FILE", help="write every problem with every example into a .json or .html file"
    )
    parser.add_argument(
        "--proof", metavar="FILE", help="print the pages, ask for every old address, write the table"
    )
    parser.add_argument(
        "--urls",
        action="append",
        default=[],
        metavar="FILE",
        help="with --proof: a list of addresses or an access log",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def add_rotative(sources: Any) -> None:
    parser: ArgumentParser = sources.add_parser("rotative", help="a newsroom that `rotative export` wrote")
    parser.add_argument("folder", metavar="DIR|FILE.zip", help="the folder or the file of the export")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, report the same")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
