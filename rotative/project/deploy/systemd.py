"""`rotative conf systemd`: the unit that keeps a newsroom running."""

import sys
from pathlib import Path

# A line end would begin a line of the unit.
_SPECIAL = frozenset([*map(chr, range(0x21)), "\x7f", '"', "'"])

_TEMPLATE = """\
# Save as /etc/systemd/system/rotative.service, then: systemctl enable --now rotative
[Unit]
Description=Rotative, the newsroom in {home}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=exec
User={user}
WorkingDirectory={home}
Environment=ROTATIVE_HOME={home}
Environment=MALLOC_ARENA_MAX=2
ExecStart={python} -m rotative serve --home {home} --bind {bind}
# The supervisor ends its children in order and leaves a sending edition where it can resume.
KillMode=mixed
TimeoutStopSec=30
Restart=always
RestartSec=2
LimitNOFILE=65536

NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictRealtime=yes
LockPersonality=yes
UMask=0022

[Install]
WantedBy=multi-user.target
"""


def systemd(
    home: Path,
    *,
    user: str = "rotative",
    bind: str = "127.0.0.1:8000",
    python: str = sys.executable,
    maildir: Path | None = None,
) -> str:
    """Return a systemd unit that runs `rotative serve` for this home.

    maildir: the folder that the worker empties, in the home or outside; None where there is none.
    """
    place = _escaped(str(home))
    writable = place
    if maildir is not None and not maildir.is_relative_to(home):
        # The newsroom starts without it, too.
        writable += f" -{_escaped(str(maildir))}"
    return _TEMPLATE.format(home=place, user=user, bind=bind, python=_escaped(python), writable=writable)


def _escaped(path: str) -> str:
    """Escape a path for systemd, which would read specifiers, spaces, quotation marks and line ends in it."""
    escaped = path.replace("\\", "\\\\").replace("%", "%%")
    return "".join(f"\\x{ord(letter):02x}" if letter in _SPECIAL else letter for letter in escaped)
