"""nginx and the front lead every old address of an imported site to the same place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from rotative.importers.proof import old_urls
from rotative.importers.proof.asked_sql import Asked
from rotative.project.deploy.nginx import nginx
from tests.importers.addresses.sites import CASES, imported, printed
from tests.importers.addresses.test_kinds import KINDS
from tests.processes import servers
from tests.processes.servers import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(servers.NGINX is None, reason="nginx is not installed (apt install nginx-light)"),
]

_COLLECTED = ROOT.parent / "shared" / "corpora" / "wxr"
_FILES = [CASES / "02-old-addresses.xml", CASES / "04-wpml-parameter.xml"] + [
    _COLLECTED / f"{name}.xml" for name in ("theme-unit-test-data", "dev-fr", "dev-ar-300")
]


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_success_same_answers_to_old_addresses(tmp_path: Path, file: Path) -> None:
    if not file.exists():
        pytest.skip(f"{file.name}, an export of a real site, is not on this machine")
    imported(file)
    home = printed(tmp_path)
    with closing(Asked()) as asked:
        old_urls.gather(file, asked)
        addresses = [*KINDS, "/?lang=ar", "/2019/05/le-port/?lang=ar", *(one.address for one in asked)]
    port = servers.free_port()

    with servers.front(home) as (front, _pid):
        text = nginx(home, listen=f"127.0.0.1:{port}", application=f"127.0.0.1:{front}")
        with servers.nginx(tmp_path / "nginx", text, port):
            differing = [
                address
                for address in addresses
                if (ours := servers.ask(front, address)) and (theirs := servers.ask(port, address))
                if (ours.status, ours.headers.get("location"))
                != (theirs.status, theirs.headers.get("location"))
            ]

    assert differing == []
