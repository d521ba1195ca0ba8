"""The access log and the error log of nginx with the configuration that we print."""

from pathlib import Path

import pytest

from rotative.project.deploy.nginx import nginx
from tests.processes import servers
from tests.processes.servers import ask
from tests.project.test_nginx import fill

pytestmark = pytest.mark.skipif(
    servers.NGINX is None, reason="nginx is not installed (apt install nginx-light)"
)


def test_success_no_secret_of_a_path_is_written(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    port, nobody = servers.free_port(), servers.free_port()
    text = nginx(tmp_path / "home", listen=f"127.0.0.1:{port}", application=f"127.0.0.1:{nobody}")
    log = tmp_path / "access.log"
    text = text.replace("server {", f"server {{\n    access_log {log};", 1)

    with servers.nginx(tmp_path / "nginx", text, port):
        for path in (
            "/_/returns/postmark/s3cret/",
            "/_/returns/postmark/%20s3cret/",
            "/_/returns/s3cret/",
            "/_/choices/s3cret/",
            "/_/confirm/s3cret/",
            "/_/unsubscribe/s3cret/",
            "/_/unsubscribe/%20s3cret",
            "/_/Unsubscribe/s3cret/",
            "//_//s3cret/",
            "/_/%20/s3cret/",
            "/desk/password_reset/confirm/MQ/s3cret/",
            "/desk/Password_reset/confirm/MQ/s3cret",
        ):
            assert ask(port, path).status == 503
        for path in ("/politique/un/", "/_/subscribe/", "/_/comment/", "/desk/"):
            ask(port, path)

    written = log.read_text()
    assert [line.split()[6] for line in written.splitlines()] == [
        "/politique/un/",
        "/_/subscribe/",
        "/_/comment/",
        "/desk/",
    ]
    assert "s3cret" not in written + (tmp_path / "nginx" / "error.log").read_text()
