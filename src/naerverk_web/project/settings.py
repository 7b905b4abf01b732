"""All settings, in one file. Each comes from the environment through a typed reader (docs/reference/settings.md)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from naerverk_web.project import environment

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(environment.text("NAERVERK_DATA", str(ROOT / "data"))).resolve()
# What the site writes (database, sealed files, keys) is for its own user alone.
os.umask(0o077)
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

DEMO = environment.flag("NAERVERK_DEMO", default=False)
DEBUG = environment.flag("NAERVERK_DEBUG", default=False)
HTTPS = environment.flag("NAERVERK_HTTPS", default=not (DEBUG or DEMO))
ALLOWED_HOSTS = environment.hosts("NAERVERK_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("NAERVERK_ORIGINS")
OWN_ADDRESS = environment.own_address("NAERVERK_ADDRESS", ALLOWED_HOSTS, https=HTTPS)


def _kept_secret(name: str, file_name: str) -> str:
    """The secret given, or one made at first start and kept in the data folder, readable by the owner only."""
    given = environment.secret(name)
    if given:
        return given
    path = DATA / file_name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


SECRET_KEY = _kept_secret("NAERVERK_SECRET_KEY", "secret-key")
# The key of class P4 (raw files, confidential texts). Losing it loses them: back it up, apart from the database.
CONFIDENTIAL_KEY = _kept_secret("NAERVERK_CONFIDENTIAL_KEY", "confidential-key")

DATABASES = {"default": environment.database("DATABASE_URL", DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = (
    "project",
    "insight",
    "intake",
    "absence",
    "people",
    "logbook",
    "access",
    "organisation",
    "audit",
    "notices",
    "design",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *(f"naerverk_web.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "naerverk_web.project.language.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "naerverk_web.design.middleware.PlainPages",
    "naerverk_web.access.middleware.SignedInOnly",
]
ROOT_URLCONF = "naerverk_web.project.urls"
WSGI_APPLICATION = "naerverk_web.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "naerverk_web.project.menu.menu",
            ],
            "builtins": ["naerverk_web.design.templatetags.design", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "project:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
SESSION_COOKIE_AGE = 60 * environment.number("NAERVERK_SESSION_MINUTES", 600, at_least=5)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Whether a second step is asked for at sign-in: "required" for roles that see or change data of persons.
SECOND_FACTOR = environment.choice(
    "NAERVERK_SECOND_FACTOR", "off" if DEMO else "required", ("off", "offered", "required")
)
# A sign-in provider (OpenID Connect); nothing of it shows unless the issuer is set.
OIDC_ISSUER = environment.provider("NAERVERK_OIDC_ISSUER")
OIDC_CLIENT_ID = environment.text("NAERVERK_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = environment.secret("NAERVERK_OIDC_CLIENT_SECRET") or ""
if OIDC_ISSUER:
    environment.needed("NAERVERK_OIDC_CLIENT_ID", OIDC_CLIENT_ID, "NAERVERK_OIDC_ISSUER")
    environment.needed("NAERVERK_OIDC_CLIENT_SECRET", OIDC_CLIENT_SECRET, "NAERVERK_OIDC_ISSUER")
OIDC_NAME = environment.text("NAERVERK_OIDC_NAME", "OpenID Connect")
OIDC_SCOPES = environment.text("NAERVERK_OIDC_SCOPES", "openid email profile")
OIDC_GROUPS_CLAIM = environment.text("NAERVERK_OIDC_GROUPS", "groups")
OIDC_ROLES = environment.text("NAERVERK_OIDC_ROLES", str(DATA / "oidc-roles.csv"))
# Whether the provider vouches for every address, though it does not say so for each (Entra ID does not).
OIDC_EMAILS_VERIFIED = environment.flag("NAERVERK_OIDC_EMAILS_VERIFIED", default=False)
# Who asks for the second step of those who come by the provider.
OIDC_SECOND_FACTOR = environment.choice("NAERVERK_OIDC_SECOND_FACTOR", "provider", ("provider", "here"))
# How many of our own proxies write X-Forwarded-For and -Proto. 0: neither is believed, wherever it comes from.
TRUSTED_PROXIES = environment.number("NAERVERK_PROXIES", 0, at_least=0)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = environment.tls_header(TRUSTED_PROXIES)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Other sites that may show a unit's smiley within their own pages; none unless it is said.
SMILEY_FRAMES = environment.origins("NAERVERK_SMILEY_FRAMES")

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
FORMAT_MODULE_PATH = ["naerverk_web.project.formats"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# The watched folder (docs/how-to/bring-files-in.md): where it is, what its files hold, whether a rule may confirm.
INBOX = environment.folder("NAERVERK_INBOX")
INBOX_EMPLOYMENTS = environment.choice("NAERVERK_INBOX_EMPLOYMENTS", "ask", ("everybody", "some", "ask"))
INBOX_ABSENCES = environment.choice("NAERVERK_INBOX_ABSENCES", "ask", (*map(str, range(1, 37)), "some", "ask"))
INBOX_CONFIRM = environment.flag("NAERVERK_INBOX_CONFIRM", default=False)

# How long each class of personal data is kept (docs/how-to/for-dpo/retention.md); a hold stops the purging.
HOLD = environment.flag("NAERVERK_HOLD", default=False)
KEEP_FILES_DAYS = environment.number("NAERVERK_KEEP_FILES_DAYS", 30, at_least=1)
KEEP_ABSENCES_MONTHS = environment.number("NAERVERK_KEEP_ABSENCES_MONTHS", 61, at_least=13)
KEEP_LOG_DAYS = environment.number("NAERVERK_KEEP_LOG_DAYS", 730, at_least=90)
# A stand-in who comes back every summer keeps the account: a year and a month.
KEEP_ACCOUNTS_MONTHS = environment.number("NAERVERK_KEEP_ACCOUNTS_MONTHS", 13, at_least=1)
KEEP_NOTICES_DAYS = environment.number("NAERVERK_KEEP_NOTICES_DAYS", 90, at_least=7)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
globals().update(environment.email("NAERVERK_EMAIL_URL"))
DEFAULT_FROM_EMAIL = environment.text("NAERVERK_EMAIL_FROM", "naerverk@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # The demo's window is read by people, who need not know that all is well.
    "formatters": {"lines": {"()": f"naerverk_web.project.logs.{'Sentences' if DEMO else 'JsonLines'}"}},
    # At the handler, since the worker sets the level of its own logger.
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "level": "WARNING" if DEMO else "INFO"}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # It would write down whose passkey was used.
        "fido2": {"level": "WARNING"},
        # A page that is not there, or not for this reader, is no trouble of the demo's.
        "django.request": {"level": "ERROR" if DEMO else "INFO"},
    },
}
