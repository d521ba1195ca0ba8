"""`rotative`: the command line. It finds the home and hands over; every command's body lives with its subject."""

import argparse
import os
import select
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from rotative.core.arguments import whole_number
from rotative.core.errors import RotativeError
from rotative.core.languages import CODES
from rotative.project import home

# Commands that are Django management commands of the same name, with a line of help.
MANAGED = {
    "bake": "print pages: PATH…, --all, --stale or --verify",
    "checkup": "what is wrong with this installation, with the remedy",
    "edition": "compose, preview, approve and send the daily letter",
    "import": "take over another system's articles: wordpress FILE",
    "returns": "read bounces, complaints and mails of readers who leave",
    "search": "rebuild the search index",
    "subscribers": "import, export or forget subscribers",
    "worker": "a worker alone",
}
# Design names that Django has taken for something else.
RENAMED = {"check": "checkup"}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 done, 1 failed or found something, 2 wrong usage; for `returns read` 75 instead of these two."""
    given, named = _take_home(list(sys.argv[1:] if arguments is None else arguments))
    return _piped(given, named) if given[:2] == ["returns", "read"] else _run(given, named)


def _piped(given: Sequence[str], named: str | None) -> int:
    """As `_run`; a mail server gives up a mail for any failure but EX_TEMPFAIL (sysexits.h)."""
    try:
        return os.EX_TEMPFAIL if _run(given, named) else 0
    except Exception:
        traceback.print_exc()
        return os.EX_TEMPFAIL


def _run(given: Sequence[str], named: str | None) -> int:
    parser = _parser()
    if not given or given[0] in ("-h", "--help"):
        parser.print_help()
        return 0 if given else 2
    try:
        return _told_all(_obey(parser, given, named))
    except RotativeError as exc:
        return _refuse(exc)
    except KeyboardInterrupt:
        print("rotative: stopped; run the same command again to go on.", file=sys.stderr)
        return 1
    except Exception as exc:
        if isinstance(exc, BrokenPipeError) and _unread():
            _let_go()
            return 1
        trouble = None if "--traceback" in given else _trouble(exc, named)
        if trouble is None:
            raise
        return _refuse(trouble)


def _told_all(code: int) -> int:
    """The exit code, once everything is written: a full disk is told as any other trouble, not while Python ends."""
    try:
        sys.stdout.flush()
    except OSError as exc:
        _let_go()
        if not isinstance(exc, BrokenPipeError):
            raise
        return code or 1
    return code


def _unread() -> bool:
    """Whether who reads the standard output has gone, as `head` does when it has enough."""
    poll = select.poll()
    poll.register(sys.stdout, 0)
    return any(flags & select.POLLERR for _descriptor, flags in poll.poll(0))


def _let_go() -> None:
    """What could not be written is not tried once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _obey(parser: argparse.ArgumentParser, given: Sequence[str], named: str | None) -> int:
    command = RENAMED.get(given[0], given[0])
    if command in MANAGED:
        return _manage(home.find(named), [command, *given[1:]])
    if command == "bench":
        return _bench(named, given[1:])
    if command == "manage":
        return _manage(home.find(named), given[1:])
    options = parser.parse_args(given)
    run: Callable[[argparse.Namespace, str | None], int] = options.run
    return run(options, named)


def _refuse(error: RotativeError) -> int:
    """Say why not: in the outlet's language, as in the desk, once Django knows it."""
    apps = sys.modules.get("django.apps")
    known = apps is not None and apps.apps.ready
    translated = import_module("django.utils.translation").gettext(error.message) if known else error.message
    print(f"rotative: {translated % error.fields}", file=sys.stderr)
    return 1


def _trouble(exc: Exception, named: str | None) -> RotativeError | None:
    """What the machine refused, as a sentence; None for a mistake of the program's."""
    troubles = import_module("rotative.project.machine_errors")
    folder = Path(os.environ.get("ROTATIVE_HOME") or named or ".")
    trouble: RotativeError | None = troubles.explained(exc, folder.resolve() / home.DATABASE_FILE)
    return trouble


def _take_home(arguments: list[str]) -> tuple[list[str], str | None]:
    """`--home DIR` may stand anywhere."""
    for place, argument in enumerate(arguments):
        if argument == "--home" and place + 1 < len(arguments):
            return arguments[:place] + arguments[place + 2 :], arguments[place + 1]
        if argument.startswith("--home="):
            return arguments[:place] + arguments[place + 1 :], argument.removeprefix("--home=")
    return arguments, None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rotative",
        description="An online newsroom. Commands work in the home named by --home, by ROTATIVE_HOME, or in this folder.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_init(commands)
    _add_demo(commands)
    _add_serve(commands)
    _add_conf(commands)
    for name, meaning in _help_only().items():
        if name != "checkup":
            commands.add_parser(name, help=meaning)
    return parser


def _help_only() -> dict[str, str]:
    """Commands that parse their own arguments."""
    return {
        **MANAGED,
        "bench": "measure this machine: press, serve, compose or send",
        "check": MANAGED["checkup"],
        "manage": "any Django management command",
    }


def _add_init(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    init = commands.add_parser("init", help="make a newsroom's home")
    init.add_argument("dir", type=Path)
    init.add_argument("--name", default="", help="the outlet's name")
    init.add_argument("--language", default=CODES[0], choices=CODES, help="language served at /")
    init.add_argument(
        "--site-url", type=_site_url, default="http://127.0.0.1:8000", help="public address of the site"
    )
    init.set_defaults(run=_init)


def _site_url(text: str) -> str:
    """For `type=` of argparse: what the settings will take."""
    from rotative.core import conf  # noqa: PLC0415 `serve` has no use for it

    try:
        return str(conf.parse("site_url", text))
    except conf.BadSetting as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is not {exc.fields['allowed']}") from exc


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser(
        "demo",
        help="a filled newsroom, served, with a letter in its mailbox",
        description="A filled newsroom, served, with a letter in its mailbox. It lives in a temporary folder, which a second"
        " start finds again, or in the one that --home DIR names; never in that of ROTATIVE_HOME, which may be a newsroom.",
    )
    demo.add_argument("--build-only", action="store_true", help="fill it, do not serve it")
    demo.add_argument(
        "--articles",
        type=whole_number(0),
        default=0,
        metavar="N",
        help="fill it further with N synthetic articles",
    )
    demo.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT")
    demo.set_defaults(run=_demo)


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="front, application and worker in one process tree")
    serve.add_argument("--bind", default="127.0.0.1:8000", help="HOST:PORT")
    serve.add_argument("--front-only", action="store_true", help="files and nothing else")
    serve.add_argument("--workers", type=whole_number(1), default=1, help="processes of the front")
    serve.set_defaults(run=_serve)


def _add_conf(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    conf = commands.add_parser(
        "conf", help="print a configuration for nginx or systemd, or the DNS record of DKIM"
    )
    conf.add_argument("what", choices=("nginx", "systemd", "dkim"))
    conf.set_defaults(run=_conf)


def _bench(named: str | None, arguments: Sequence[str]) -> int:
    from rotative.bench import command  # noqa: PLC0415 only measuring needs it

    try:
        folder = home.find(named)
    except home.NoHome:
        if named:
            raise
        # Most measurements make newsrooms of their own.
        return command.main(arguments, home=None)
    return command.main(arguments, home=folder)


def _manage(folder: Path, arguments: Sequence[str]) -> int:
    _settle(folder)
    from django.core.management import ManagementUtility  # noqa: PLC0415 needs the home's settings

    try:
        ManagementUtility(["rotative", *arguments]).execute()
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 1
    return 0


def _settle(folder: Path) -> None:
    os.environ["ROTATIVE_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.project.settings")


def _init(options: argparse.Namespace, _named: str | None) -> int:
    with home.created(options.dir.resolve(), language=options.language, site_url=options.site_url) as folder:
        code = _manage(folder, ["newsroom", "--name", options.name or folder.name])
        if code:
            raise home.NotFinished(path=folder)
    print(f"A newsroom in {folder}. Next: cd {options.dir}, rotative manage createsuperuser, rotative serve")
    return code


def _demo(options: argparse.Namespace, named: str | None) -> int:
    from rotative.project.demo_command import demo  # noqa: PLC0415 keeps `serve` free of what only the demo needs

    return demo(named, bind=options.bind, build_only=options.build_only, articles=options.articles)


def _serve(options: argparse.Namespace, named: str | None) -> int:
    from rotative.run.supervisor import serve  # noqa: PLC0415 the supervisor imports next to nothing

    return serve(home.find(named), bind=options.bind, front_only=options.front_only, workers=options.workers)


def _conf(options: argparse.Namespace, named: str | None) -> int:
    from rotative.project import deploy  # noqa: PLC0415 as above

    folder = home.find(named)
    _settle(folder)
    # A file that is read only in part would hide what is wrong with the rest.
    import_module("rotative.project.settings")
    print(deploy.conf(options.what, folder), end="")
    return 0
