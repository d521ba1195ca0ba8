#!/bin/sh
# Makes .venv, installs what a lock file names, checked by hash, and this package; used by `make install` and `make develop`.
set -eu
lock=$1
python=${PYTHON:-python3}
venv=.venv

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Rotative needs Python 3.11 or later; $python is $("$python" --version 2>&1). Name another with PYTHON=…" >&2
    exit 1
}
echo "Installing the packages of $lock into $venv …"
if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
    # The interpreter itself, because uv would look for another where a name could mean several.
    python=$("$python" -c 'import sys; print(sys.executable)')
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    install="uv pip install --quiet --python $venv/bin/python"
else
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian and Ubuntu keep venv in a package of its own.
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null
        else
            echo "Python has no venv here. Run: sudo apt install python3-venv" >&2
            exit 1
        fi
    fi
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip --upgrade >/dev/null
    install="$venv/bin/python -m pip install --quiet --disable-pip-version-check"
fi
$install --require-hashes -r "$lock"
$install --no-deps --no-build-isolation -e .
"$venv/bin/pybabel" --quiet compile --directory rotative/locale --domain django
"$venv/bin/pybabel" --quiet compile --directory rotative/desk/wording --domain "django djangojs"
