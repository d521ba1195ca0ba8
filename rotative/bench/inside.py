"""Measuring in another process, with a newsroom's settings and database: `measured(home, MODULE, **options)`.

A bench looks at several newsrooms in one run, and Django knows one a process. The module named has `measure(**options)`,
whose result JSON can hold; it is imported after Django is set up, so it imports models at its top like any other. What
it draws on standard error, a progress bar say, is seen; what it prints on standard output is lost.
"""

import contextlib
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from rotative.core.errors import RotativeError, gettext_noop

_SETTINGS = "rotative.project.settings"


class MeasureFailed(RotativeError):
    code = "bench.measure_failed"
    message = gettext_noop("The measurement %(module)s failed in %(home)s; the error is printed above.")


def environment(home: Path) -> dict[str, str]:
    """Return the environment in which a process works in this newsroom."""
    return {**os.environ, "ROTATIVE_HOME": str(home), "DJANGO_SETTINGS_MODULE": _SETTINGS}


def measured(home: Path, module: str, **options: Any) -> Any:
    """Return the result of `measure(**options)` of a module, in a fresh process of that newsroom. Raises MeasureFailed."""
    command = [sys.executable, "-m", "rotative.bench.inside", module, json.dumps(options)]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        try:
            printed, _nothing = process.communicate()
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise MeasureFailed(module=module, home=home)
    return json.loads(printed)


def _main(module: str, options: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    import django  # noqa: PLC0415 the other side only starts this one

    try:
        django.setup()
    except RotativeError as exc:
        sys.exit(f"rotative: {exc}")
    with contextlib.redirect_stdout(sys.stderr):
        result = importlib.import_module(module).measure(**json.loads(options))  # after Django is set up
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
