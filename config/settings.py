"""One settings file, read from the environment, failing loudly.

Every variable is listed here with its default. A value that cannot be read stops
the start with the variable's name; nothing is guessed.

========================  ====================================================
DATABASE_URL              default: SQLite in ``.data/db.sqlite3``;
                          ``postgres://user:password@host:5432/name`` for PostgreSQL
SECRET_KEY                required with a DATABASE_URL; with the SQLite default one
                          is made at the first start and kept, readable by its
                          owner only, in ``.data/secret-key``
DEBUG                     default false
ALLOWED_HOSTS             comma separated; default ``localhost,127.0.0.1,[::1]``
SITE_URL                  how readers reach the site, written into files
                          default ``http://127.0.0.1:8000``
SITE_NAME                 default ``Diplomatic Timeline``
HTTPS                     true behind TLS: secure cookies, HSTS, redirects
PROXY_HOPS                trusted proxies in front (for login protection), default 0
DATA_DIR                  default ``.data``: database, secret key, collected static
                          files, spooled files, files brought in
ONE_PERSON_DESK           true (the default): reviewers may publish and approve their
                          own text; false: another reviewer has to
SEARCH_TIMEOUT            seconds after which a reader's query is stopped, default 5
EXPORT_TIMEOUT            seconds after which making a file is stopped, default 120
========================  ====================================================
"""

import os
from contextlib import suppress
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data"))).resolve()
DEBUG = env.bool("DEBUG", False)
HTTPS = env.bool("HTTPS", False)
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", "Diplomatic Timeline")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
EXPORT_DIR = DATA_DIR / "exports"


def _secret_key() -> str:
    """The SECRET_KEY of the environment, else the one kept beside the database.

    Only the SQLite default makes its own: several servers on one PostgreSQL must
    share a key, so they are told to set it.
    """
    given: str = env.str("SECRET_KEY", "")
    if given:
        return given
    if env.str("DATABASE_URL", ""):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to a long random text, the same for every "
            "server of this database."
        )
    return _kept_key(DATA_DIR / "secret-key")


def _kept_key(kept: Path) -> str:
    """The key in ``kept``; the first process to come makes it, whole or not at all."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_name(f"secret-key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(get_random_secret_key())
        with suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text().strip()


SECRET_KEY = _secret_key()

DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
else:
    raise ImproperlyConfigured(
        "DATABASE_URL must start with postgres:// or sqlite:///, "
        f"not {DATABASES['default']['ENGINE']!r}."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "timeline.apps.TimelineConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "timeline.views.answer.looks",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6 does; remove it there
INSTALLED_APPS.append("django.forms")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
PROXY_HOPS = env.int("PROXY_HOPS", 0)
if PROXY_HOPS:  # else a client could name any address it likes
    AXES_IPWARE_PROXY_COUNT = PROXY_HOPS
    AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR",)
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
# Named in themselves. Outside English an address starts with the code: /uk/.
LANGUAGES = [
    ("en", "English"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [BASE_DIR / "timeline" / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.SmallStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# Forms: an event with many sources and participants has many fields. 20,000 is
# about 900 inline rows; larger posts are refused with 400 before they are read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# False for a desk of several: nobody publishes or approves a text they wrote.
ONE_PERSON_DESK = env.bool("ONE_PERSON_DESK", True)

# What a reader's query may cost. Seconds after which a search is stopped.
SEARCH_TIMEOUT = env.float("SEARCH_TIMEOUT", 5.0)
EXPORT_TIMEOUT = env.float("EXPORT_TIMEOUT", 120.0)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
