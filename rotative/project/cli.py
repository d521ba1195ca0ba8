"""`rotative`: the command line. It finds the home and hands over; the body of each command is with its subject."""

import argparse
import os
import select
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from rotative.core.arguments import whole_number
from rotative.core.errors import RotativeError, gettext_noop
from rotative.core.languages import CODES
from rotative.project import command_help, home

# Commands that are Django management commands: by the name a user types, the app, Django's name and a line of help. Django
# has a command `check` of its own.
MANAGED = {
    "bake": ("bake", "bake", "print pages: PATH…, --all, --stale or --verify"),
    "check": ("project", "checkup", "what is wrong with this installation, with the remedy"),
    "edition": ("editions", "edition", "compose, preview, approve and send the daily letter"),
    "export": ("exports", "export", "write the newsroom into a folder, in an open form"),
    "import": ("importers", "import", "take over another system's articles: wordpress FILE"),
    "proof": ("importers", "proof", "ask for every old address of an imported site"),
    "returns": ("mail", "returns", "read bounces, complaints and mails of readers who leave"),
    "search": ("search", "search", "rebuild the search index"),
    "subjects": ("articles", "subjects", "find the subjects that articles name"),
    "subscribers": ("subscribers", "subscribers", "import, export or forget subscribers"),
    "worker": ("project", "worker", "a worker alone"),
}


class NoBench(RotativeError):
    code = "cli.no_bench"
    message = gettext_noop(
        "Measuring needs the checkout, from which this Rotative was not installed: clone the repository and run `make bench`."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0: done; 1: failed or found something; 2: wrong usage; for `returns read` 75 instead of 1 and 2.
    """
    given, named = _split_home(list(sys.argv[1:] if arguments is None else arguments))
    run = _run_for_mail_server if given[:2] == ["returns", "read"] else _run_and_report
    return run(given, named)


def _run_for_mail_server(given: Sequence[str], named: str | None) -> int:
    """Run a command as `_run_and_report` does, but answer every failure with EX_TEMPFAIL of sysexits.h.

    After any other code a mail server gives the mail up.
    """
    try:
        return os.EX_TEMPFAIL if _run_and_report(given, named) else 0
    except Exception:
        traceback.print_exc()
        return os.EX_TEMPFAIL


def _run_and_report(given: Sequence[str], named: str | None) -> int:
    parser = _parser()
    if not given or given[0] in ("-h", "--help"):
        parser.print_help()
        return 0 if given else 2
    if given[0] == "--version":
        print(f"rotative {_version()}")
        return 0
    try:
        return _flush_output(_dispatch(parser, given, named))
    except RotativeError as exc:
        return _print_error(exc)
    except KeyboardInterrupt:
        print("rotative: stopped; run the same command again to go on.", file=sys.stderr)
        return 1
    except Exception as exc:
        if isinstance(exc, BrokenPipeError) and _reader_has_gone():
            _discard_output()
            return 1
        error = None if "--traceback" in given else _machine_error(exc, named)
        if error is None:
            raise
        return _print_error(error)


def _flush_output(code: int) -> int:
    """Write what is still buffered and return the exit code, so that a full disk is reported like any other error."""
    try:
        sys.stdout.flush()
    except OSError as exc:
        _discard_output()
        if not isinstance(exc, BrokenPipeError):
            raise
        return code or 1
    return code


def _reader_has_gone() -> bool:
    """Return whether the program that reads our output has ended, as `head` does when it has enough."""
    poll = select.poll()
    poll.register(sys.stdout, 0)
    return any(flags & select.POLLERR for _descriptor, flags in poll.poll(0))


def _discard_output() -> None:
    """Throw away what is still buffered, or Python would try to write it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(parser: argparse.ArgumentParser, given: Sequence[str], named: str | None) -> int:
    command, arguments = given[0], given[1:]
    if command in MANAGED:
        app, managed, _meaning = MANAGED[command]
        if _asks_for_help(arguments):
            # Without a home, and without Django, which takes a second and a half to load.
            return command_help.answer(app, managed, arguments)
        if command == "subjects" and _names_vocabulary(arguments):
            return _find_subjects(arguments)
        return _manage(home.find(named), [managed, *arguments])
    if command == "bench":
        return _bench(named, arguments)
    if command == "manage":
        return _manage(home.find(named), arguments)
    options = parser.parse_args(given)
    run: Callable[[argparse.Namespace, str | None], int] = options.run
    return run(options, named)


def _names_vocabulary(arguments: Sequence[str]) -> bool:
    """Return whether subjects come from a file, so that no newsroom is needed."""
    return arguments[:1] == ["find"] and any(each.startswith("--vocabulary") for each in arguments)


def _find_subjects(arguments: Sequence[str]) -> int:
    """Find the subjects of a file in articles, without a home and without Django."""
    from rotative.subjects.finding.jsonl.find_command import find_with_file  # noqa: PLC0415 other commands have no use for it

    try:
        options = command_help.parser("articles", "subjects").parse_args(arguments)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 2
    return find_with_file(options.vocabulary)


def _asks_for_help(arguments: Sequence[str]) -> bool:
    """Return whether -h or --help is among the arguments; after "--" they are names of things."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return not {"-h", "--help"}.isdisjoint(options)


def _print_error(error: RotativeError) -> int:
    """Print a sentence, in the outlet's language once Django knows it, and return the exit code."""
    message, apps = error.message, sys.modules.get("django.apps")
    if apps is not None and apps.apps.ready:
        from django.utils.translation import gettext  # noqa: PLC0415 `serve --front-only` never loads Django

        message = gettext(message)
    print(f"rotative: {message % error.fields}", file=sys.stderr)
    return 1


def _machine_error(exc: Exception, named: str | None) -> RotativeError | None:
    """Return what the machine refused, as a sentence; None for a mistake of the program's."""
    from rotative.project import machine_errors  # noqa: PLC0415 imports SQLite, which a front has no use for

    folder = Path(os.environ.get("ROTATIVE_HOME") or named or ".")
    return machine_errors.explained(exc, folder.resolve() / home.DATABASE_FILE)


def _split_home(arguments: list[str]) -> tuple[list[str], str | None]:
    """Return the arguments without `--home DIR`, which may be anywhere, and DIR."""
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
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_init(commands)
    _add_demo(commands)
    _add_serve(commands)
    _add_conf(commands)
    # These parse their own arguments.
    for name, (_app, _command, meaning) in MANAGED.items():
        commands.add_parser(name, help=meaning)
    commands.add_parser("bench", help="measure this machine: press, serve, compose or send")
    commands.add_parser("manage", help="any Django management command")
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 other commands have no use for it

    try:
        return version("rotative")
    except PackageNotFoundError:
        return "(not installed)"


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
    """Return an address that the settings take, for `type=` of argparse."""
    from rotative.core import conf  # noqa: PLC0415 `serve --front-only` never loads Django

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
    serve.add_argument("--no-worker", action="store_true", help="`rotative worker` runs elsewhere")
    serve.set_defaults(run=_serve)


def _add_conf(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    conf = commands.add_parser(
        "conf", help="print a configuration for nginx or systemd, or the DNS record of DKIM"
    )
    conf.add_argument("what", choices=("nginx", "systemd", "dkim"))
    conf.set_defaults(run=_conf)


def _bench(named: str | None, arguments: Sequence[str]) -> int:
    """Measure; most measurements make newsrooms of their own, so a home is not required. Raises NoBench."""
    try:
        from rotative.bench import command  # noqa: PLC0415 not there where Rotative was installed from a wheel
    except ModuleNotFoundError as exc:
        if exc.name != "rotative.bench":
            raise
        raise NoBench from exc
    try:
        folder = home.find(named)
    except home.NoHome:
        if named:
            raise
        return command.main(arguments, home=None)
    return command.main(arguments, home=folder)


def _manage(folder: Path, arguments: Sequence[str]) -> int:
    _use_home(folder)
    from django.core.management import ManagementUtility  # noqa: PLC0415 needs the home's settings

    try:
        ManagementUtility(["rotative", *arguments]).execute()
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 1
    return 0


def _use_home(folder: Path) -> None:
    """Make Django work in this home from now on."""
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
    from rotative.project.demo_command import demo  # noqa: PLC0415 `serve` has no use for it

    return demo(named, bind=options.bind, build_only=options.build_only, articles=options.articles)


def _serve(options: argparse.Namespace, named: str | None) -> int:
    from rotative.run.serve import serve  # noqa: PLC0415 other commands have no use for it

    return serve(
        home.find(named),
        bind=options.bind,
        front_only=options.front_only,
        workers=options.workers,
        with_worker=not options.no_worker,
    )


def _conf(options: argparse.Namespace, named: str | None) -> int:
    from rotative.project import deploy  # noqa: PLC0415 `serve` has no use for it

    folder = home.find(named)
    _use_home(folder)
    # All settings are read, although some would do: so a mistake in any of them is reported.
    import rotative.project.settings  # noqa: F401, PLC0415 works in the home chosen above

    print(deploy.conf(options.what, folder), end="")
    return 0
