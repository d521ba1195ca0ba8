"""The second step of signing in: a code of six digits from a telephone, or a recovery code.

A session knows which step it waits for; only `DONE` and `NONE` open the desk.
"""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from rotative.core import clock
from rotative.staff.models import DeskSession, SecondStepRule, User

# The mark in the session, and its values.
MARK = "second_step"
NONE, VERIFY, SET_UP, DONE = "none", "verify", "set up", "done"

RECOVERY_CODES = 10
_CODE_LENGTH = 10
# Without letters and digits that look alike. Ten of them are 49 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_NAME = "desk"
# RFC 6238: steps of 30 seconds; one step early or late is accepted, for clocks that differ.
_STEP_S, _TOLERANCE = 30, 1


def first_mark(user: User) -> str:
    """Return the mark of a session that has just begun with the password."""
    if is_set_up(user):
        return VERIFY
    return SET_UP if is_required(user) else NONE


def is_set_up(user: User) -> bool:
    return bool(TOTPDevice.objects.devices_for_user(user, confirmed=True).exists())


def is_required(user: User) -> bool:
    """Return whether a role of the user requires the second step."""
    rules = SecondStepRule.objects.filter(group__in=user.groups.all())
    if user.is_superuser:
        rules |= SecondStepRule.objects.filter(group=None)
    return rules.exists()


def draw_key() -> str:
    """Return a new secret for the telephone, 40 hexadecimal digits (160 bits, RFC 4226)."""
    key: str = random_hex(20)
    return key


def address(user: User, key: str, *, outlet: str) -> str:
    """Return the otpauth address of a secret, which a telephone reads from a QR code."""
    device = TOTPDevice(user=user, key=key)
    url: str = device.config_url
    return url if "issuer=" in url else f"{url}&issuer={outlet}"


@transaction.atomic
def set_up(user: User, *, key: str, code: str) -> list[str]:
    """Turn the second step on and return new recovery codes; an empty list if the code does not fit the secret."""
    totp = TOTP(bytes.fromhex(key), _STEP_S)
    totp.time = clock.now().timestamp()
    if not (code.isascii() and code.isdecimal() and totp.verify(int(code), _TOLERANCE)):
        return []
    remove(user)
    # The code that was just used is not accepted a second time.
    TOTPDevice.objects.create(user=user, name=_NAME, key=key, last_t=totp.t())
    return draw_recovery_codes(user)


@transaction.atomic
def draw_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes of the user and return the new ones; only keyed hashes are kept."""
    StaticDevice.objects.devices_for_user(user).delete()
    device = StaticDevice.objects.create(user=user, name=_NAME)
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_hash(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: User) -> int:
    return sum(
        device.token_set.count() for device in StaticDevice.objects.devices_for_user(user, confirmed=True)
    )


@transaction.atomic
def verify(user: User, entered: str) -> bool:
    """Return whether this is a valid code of the telephone or an unused recovery code; each works once."""
    code = "".join(entered.split()).replace("-", "").lower()
    if code.isascii() and code.isdecimal():
        devices, token = TOTPDevice.objects.devices_for_user(user, confirmed=True), code
    else:
        devices, token = StaticDevice.objects.devices_for_user(user, confirmed=True), _hash(code)
    return any(device.verify_token(token) for device in devices.select_for_update())


@transaction.atomic
def remove(user: User) -> None:
    """Turn the second step off."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.devices_for_user(user).delete()


def end_sessions_without(users: list[User], *, but: str | None = None) -> None:
    """End the sessions of these users that began without a second step.

    but: the key of a session that goes on.
    """
    rows = DeskSession.objects.filter(account__in=users)
    ended = [
        row.pk
        for row in rows
        if row.session_key != but and row.get_decoded().get(MARK, NONE) not in (DONE, VERIFY)
    ]
    DeskSession.objects.filter(pk__in=ended).delete()


def _hash(code: str) -> str:
    # The column holds 16 characters.
    return salted_hmac("staff.recovery", code, algorithm="sha256").hexdigest()[:16]
