"""Values that a setting may have, and the sentence for one that it may not."""

from typing import Any

import pytest

from rotative.core import conf
from rotative.core.conf import BadSetting

NUMBERS = [setting for setting in conf.TABLE if type(setting.default) is int]


def refused(name: str, value: Any) -> str:
    with pytest.raises(BadSetting) as caught:
        conf.parse(name, value)
    return str(caught.value)


@pytest.mark.parametrize("setting", conf.TABLE, ids=lambda setting: str(setting.name))
def test_success_defaults_work(setting: conf.Setting) -> None:
    # The key alone has none: `init` draws it.
    if setting.name != "secret_key":
        assert conf.parse(setting.name, setting.default) == setting.default


def test_success_every_number_has_a_least() -> None:
    assert [setting.name for setting in NUMBERS if setting.allowed is None] == []


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: str(setting.name))
def test_fail_number_below_nothing(setting: conf.Setting) -> None:
    assert f"The setting {setting.name} must be a whole number from " in refused(setting.name, -1)


@pytest.mark.parametrize("name", ["signups_per_hour", "comments_close_days", "bounce_soft_days"])
def test_success_nought_has_a_meaning(name: str) -> None:
    assert conf.parse(name, 0) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site_url", "https://www.example.org/"),
        ("site_url", "http://[::1]:8000"),
        ("site_url", "https://журнал.example"),
        ("allowed_hosts", "www.example.org, .example.org, 127.0.0.1, [::1],"),
        ("database_url", "postgresql://u:p%40ss@db.example:5433/name"),
        ("database_url", "postgres:///name"),
        ("log_level", "info"),
        ("smtp_host", "mail_relay"),
        ("smtp_host", "::1"),
        ("mail_provider", "unisender_go"),
        ("mail_provider", "outlet.letters.Backend"),
        ("mail_provider_options", "server_token=a-b api_url=https://x.example/"),
        ("webhook_secret", "a-Z_09"),
        ("broker_url", "amqp://u:p@one.example/v;amqps://two.example"),
        ("press_endpoint", "https://s3.example.org:9000"),
    ],
)
def test_success_what_works(name: str, value: str) -> None:
    assert conf.parse(name, value) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site_url", "nope"),
        ("site_url", "www.lequai.fr"),
        ("site_url", "https://lequai.fr/journal"),
        ("site_url", "https://lequai.fr?x"),
        ("site_url", "https://user@lequai.fr"),
        ("site_url", "https://lequai.fr:99999"),
        ("site_url", 'https://lequai".fr'),
        ("site_url", "http://[x"),
        ("secret_key", ""),
        ("database_url", "mysql://x"),
        ("database_url", "postgres://host"),
        ("database_url", "postgres://host:port/name"),
        ("allowed_hosts", ""),
        ("allowed_hosts", "https://lequai.fr"),
        ("allowed_hosts", "lequai.fr/desk"),
        ("allowed_hosts", "lequai.fr:8000"),
        ("allowed_hosts", "*.lequai.fr"),
        ("allowed_hosts", ["lequai.fr"]),
        ("language", "de"),
        ("time_zone", "Mars/Phobos"),
        ("time_zone", "Africa"),
        ("time_zone", ""),
        ("smtp_host", "smtp://relay.example"),
        ("smtp_host", ""),
        ("smtp_port", 0),
        ("smtp_port", 65_536),
        ("smtp_port", 25.5),
        ("smtp_port", True),
        ("smtp_tls", "ssl"),
        ("mail_from", "Le Quai"),
        ("bounce_domain", "exa mple"),
        ("bounce_domain", "https://example.org"),
        ("bounce_domain", ""),
        ("bounce_soft_count", 0),
        ("bounce_soft_days", 10**9),
        ("quarantine_days", 0),
        ("webhook_secret", "é/x"),
        ("webhook_secret", "x" * 201),
        ("webhook_options", "signing_key"),
        ("smtp_connections", 0),
        ("mail_provider", "post mark"),
        ("mail_provider_options", "token"),
        ("dkim_selector", "k1._domainkey/"),
        ("dkim_domain", "@example.org"),
        ("upload_max_bytes", 0),
        ("worker_poll_ms", 0),
        ("worker_poll_ms", 10**12),
        ("broker_url", "redis://x"),
        ("broker_prefix", "one,two"),
        ("letter_processes", 0),
        ("press_endpoint", "s3.example.org"),
        ("press_region", "eu west"),
        ("log_level", "LOUD"),
        ("comments_close_days", 10**9),
        ("debug", "perhaps"),
        ("smtp_user", 5),
    ],
)
def test_fail_what_cannot_work(name: str, value: Any) -> None:
    assert refused(name, value).startswith(f"The setting {name} must be ")


def test_fail_sentence_says_what_is_allowed_and_where_to_correct_it() -> None:
    with pytest.raises(BadSetting) as caught:
        conf.parse("language", "de", place="the environment, ROTATIVE_LANGUAGE")

    assert str(caught.value) == (
        "The setting language must be one of fr, ar, en, es, not 'de'. Correct it in the environment, ROTATIVE_LANGUAGE."
    )
    assert refused("debug", "perhaps") == (
        "The setting debug must be true or false, not 'perhaps'. Correct it in rotative.toml."
    )
    assert refused("smtp_port", 0) == (
        "The setting smtp_port must be a whole number from 1 to 65535, not 0. Correct it in rotative.toml."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://u:hunter2@host/name"),
        ("database_url", "mysql://u:hunt/er2@:hunter2@host/name?password=hunter2"),
        ("database_url", "postgres://u:hunter2"),
        ("database_url", "postgres:u:hunter2"),
        ("database_url", "postgres://u:one hunter2 three@host"),
        ("database_url", "mysql://host/name?password=hunter2"),
        ("broker_url", "redis://u:hunter2@host"),
        ("secret_key", 2),
        ("webhook_secret", "hunter2/é"),
        ("webhook_options", "hunter2"),
        ("mail_provider_options", "hunter2"),
        ("smtp_password", ["hunter2"]),
    ],
)
def test_fail_without_a_password(name: str, value: Any) -> None:
    assert "hunter2" not in refused(name, value)
    assert "hunter2" not in conf.shown(name, value)


def test_success_host_is_shown() -> None:
    assert conf.shown("database_url", "mysql://u:p@host/name") == "'mysql://…@host/name'"
    assert conf.shown("database_url", "mysql://x") == "'mysql://x'"
    assert conf.shown("smtp_relays", "smtp://u:p@one smtps://two") == "'smtp://…@one smtps://two'"


def test_success_environment_has_only_texts() -> None:
    assert conf.parse("smtp_port", "587") == 587
    assert conf.parse("debug", "True") is True
    assert conf.parse("bounce_maildir", "") == ""
