"""Django's settings, made from a newsroom's home and the environment. The only place that reads either."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from rotative.core import conf, languages
from rotative.media import document_kinds
from rotative.project import home

HOME = home.find()
_PREFIX = "ROTATIVE_"


def _read() -> dict[str, conf.Value]:
    raw: dict[str, Any] = {one.name: one.default for one in conf.TABLE} | home.values(HOME)
    places = {}
    for name in conf.BY_NAME:
        variable = _PREFIX + name.upper()
        if variable in os.environ:
            raw[name], places[name] = os.environ[variable], f"the environment, {variable}"
    if not raw["database_url"] and os.environ.get("DATABASE_URL"):
        raw["database_url"], places["database_url"] = (
            os.environ["DATABASE_URL"],
            "the environment, DATABASE_URL",
        )
    return {
        name: conf.parse(name, value, place=places.get(name, home.SETTINGS_FILE))
        for name, value in raw.items()
    }


ROTATIVE = _read()


def _value(name: str) -> Any:
    return ROTATIVE.get(name, conf.BY_NAME[name].default)


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "rotative.core.sqlite",
            # Kept until the file is another one.
            "CONN_MAX_AGE": None,
            # Read and written, never made: an empty database in the place of a lost one would be served as the newsroom.
            "NAME": f"file:{quote(str(HOME / home.DATABASE_FILE))}?mode=rw",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Who asks to be forgotten is overwritten in the file, whichever way SQLite was built.
                "init_command": (
                    "PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
                    "PRAGMA mmap_size=33554432; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = _value("debug")
SECRET_KEY = _value("secret_key")
ALLOWED_HOSTS = [host.strip() for host in _value("allowed_hosts").split(",") if host.strip()]
SITE_URL = _value("site_url").rstrip("/")
_SECURE = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "rotative.project.apps.ProjectConfig",
    "rotative.desk",
    "rotative.demo",
    "rotative.exports",
    "rotative.importers",
    "rotative.layout",
    "rotative.feeds",
    "rotative.search",
    "rotative.mail",
    "rotative.editions",
    "rotative.pages",
    "rotative.comments",
    "rotative.subscribers",
    "rotative.dossiers",
    "rotative.articles",
    "rotative.subjects",
    "rotative.masthead",
    "rotative.media",
    "rotative.staff",
    "rotative.bake",
    "rotative.request_limits",
    "django_prose_editor",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # It adds a few random bytes, so that nobody learns a secret from the length of an answer (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "rotative.project.middleware.harmless",
    "rotative.project.middleware.small_bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rotative.desk.sign_in.known_browsers.remember",
    "rotative.desk.sign_in.gate.SecondStepGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rotative.desk.fronts.closed_doors.ClosedDoors",
]

ROOT_URLCONF = "rotative.project.urls"
WSGI_APPLICATION = "rotative.run.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": _database(_value("database_url"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "rotative.project.tasks.OncePerTransaction",
        "QUEUES": [],
        "ENQUEUE_ON_COMMIT": True,
    }
}

AUTH_USER_MODEL = "staff.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = _value("language")
LANGUAGES = list(languages.CHOICES)
LANGUAGES_BIDI = [row.code for row in languages.TABLE if row.direction == "rtl"]
# Our own texts, then Wagtail's in the words of a newsroom.
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / part for part in ("locale", "desk/wording")]
TIME_ZONE = _value("time_zone")
USE_I18N = True
FORMAT_MODULE_PATH = "rotative.project.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # No server hands out this folder: an original says where and when it was taken, and by whom.
    "originals": {
        "BACKEND": "rotative.media.storage.OriginalStorage",
        "OPTIONS": {"location": str(HOME / "originals"), "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Of what is written in a form; files go to the disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = min(10_000_000, _value("upload_max_bytes"))

EMAIL_HOST = _value("smtp_host")
EMAIL_PORT = _value("smtp_port")
EMAIL_HOST_USER = _value("smtp_user")
EMAIL_HOST_PASSWORD = _value("smtp_password")
EMAIL_USE_TLS = _value("smtp_tls") == "starttls"
EMAIL_USE_SSL = _value("smtp_tls") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _value("mail_from")
SERVER_EMAIL = _value("mail_from")

SESSION_ENGINE = "rotative.staff.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Readers never get a cookie; the desk's stay with the desk.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "rotative.project.failures.refused"
# Sent over https only. Without the names below: what they answer is not ours to say.
SECURE_HSTS_SECONDS = _value("hsts_seconds") if _SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "Rotative"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Rich text is written in the document of a body (rotative/desk/document/), which has no field of Wagtail's for it.
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "django.forms.Textarea"}}
WAGTAILADMIN_USER_LOGIN_FORM = "rotative.desk.sign_in.forms.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "rotative.desk.sign_in.forms.NewPasswordForm"  # noqa: S105 a form's name
# Nobody chooses a password for somebody else: a new colleague gets a link.
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# The rest of the form needs room in the request too.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = max(100_000, _value("upload_max_bytes") - 100_000)
WAGTAILDOCS_DOCUMENT_MODEL = "media.DocumentFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "rotative.media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = sorted(document_kinds.KINDS)
WAGTAILDOCS_MAX_UPLOAD_SIZE = max(100_000, _value("upload_max_bytes") - 100_000)
# Readers get the file itself, from the folder of the media.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILIMAGES_IMAGE_FORM_BASE = "rotative.media.forms.PictureForm"
# One clock for the whole house, the masthead's: an account has no time zone to choose.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "rotative.core.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"rotative": {"level": _value("log_level").upper()}, "django": {"level": "WARNING"}},
}
