"""The arguments of `rotative returns`, read without Django: asking for help costs nothing."""

from argparse import ArgumentParser

HELP = "Read bounces, complaints and mails of readers who leave."


def add_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("read", help="Read one mail from the standard input, as a mail server's pipe.")
    read.add_argument("--recipient", action="append", default=[], help="The envelope's recipient.")
    verbs.add_parser("collect", help="Read what is new in the Maildir, all of it.")
    listen = verbs.add_parser("listen", help="Take mails from the machine's mail server until stopped.")
    listen.add_argument("--bind", default="127.0.0.1:8024", metavar="HOST:PORT", help="Where to listen.")
    listen.add_argument("--smtp", action="store_true", help="Speak SMTP instead of LMTP.")
    verbs.add_parser("again", help="Read once more what was kept aside.")
    for name in ("read", "collect", "again"):
        verbs.choices[name].add_argument(
            "--json", action="store_true", help="Print one JSON object and nothing else."
        )
