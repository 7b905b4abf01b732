"""Typed readers of environment variables that fail loudly; secrets may stand in a file (NAME_FILE)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


class SettingError(Exception):
    """A setting that cannot be used; the message names it and says what is allowed."""


def text(name: str, default: str) -> str:
    """A line of an environment file that says nothing (`NAME=`) is as if it were not there."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "yes", "no", "true", "false", "1", "0"}:
        return value in {"yes", "true", "1"} if value else default
    raise SettingError(f"{name}={value!r}: write yes or no.")


def number(name: str, default: int, *, at_least: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) < at_least:
        raise SettingError(f"{name}={value!r}: write a whole number, {at_least} or more.")
    return int(value)


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    value = os.environ.get(name, "").strip().lower() or default
    if value not in among:
        raise SettingError(f"{name}={value!r}: write {', '.join(among[:-1])} or {among[-1]}.")
    return value


def folder(name: str) -> Path | None:
    """A folder that is there, or None when nothing is said."""
    value = os.environ.get(name)
    if not value:
        return None
    if not Path(value).is_dir():
        raise SettingError(f"{name}={value!r}: there is no such folder. Make it, or leave the setting out.")
    return Path(value).resolve()


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Names by which the site is asked for, as they stand in addresses: without https:// and without paths."""
    given = words(name, default)
    for each in given:
        if "/" in each:
            raise SettingError(f"{name}: {each!r} is no host. Write presence.example.no, several with commas.")
    return given


def secret(name: str) -> str | None:
    """The secret itself, or what stands in the file that NAME_FILE points to; None when neither is set."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            said = Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise SettingError(f"{name}_FILE={path!r} cannot be read: {problem.strerror}.") from None
        except UnicodeDecodeError:
            raise SettingError(f"{name}_FILE={path!r} is no text: write one line into it.") from None
        # Nothing there is a mistake of whoever wrote the file; going on without would begin a new, empty site.
        if not said:
            raise SettingError(
                f"{name}_FILE={path!r} holds nothing: write the secret into it, or leave the setting out."
            )
        return said
    return os.environ.get(name)


def provider(name: str) -> str:
    """The address of a sign-in provider, as it calls itself; empty when there is none."""
    issuer = os.environ.get(name, "").strip()
    parts = urlsplit(issuer)
    if issuer and parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise SettingError(f"{name}={issuer!r}: write the provider's address, beginning with https://.")
    return issuer


def origins(name: str) -> list[str]:
    """Sites by scheme and host, as browsers name them; no paths, no wildcards."""
    given = words(name)
    for each in given:
        parts = urlsplit(each)
        local = parts.hostname in {"localhost", "127.0.0.1"}
        whole = parts.scheme == "https" or (parts.scheme == "http" and local)
        if not whole or each != f"{parts.scheme}://{parts.netloc}" or not parts.hostname or set(each) & set("*;, '"):
            raise SettingError(f"{name}: {each!r} is no site. Write https://intranet.example.no, several with commas.")
    return given


def own_address(name: str, hosts: list[str], *, https: bool) -> str:
    """Where people reach the site, for links in letters: as given, else the first host with a name."""
    given = origins(name)
    named = [host for host in hosts if host not in LOCAL and host[0] not in ".*"]
    return given[0] if given else f"https://{named[0]}" if https and named else ""


def tls_header(proxies: int) -> tuple[str, str] | None:
    """What tells that a request came over TLS; with no proxy of ours in front, whoever asks could write it."""
    return ("HTTP_X_FORWARDED_PROTO", "https") if proxies else None


def needed(name: str, value: str | None, because: str) -> str:
    if not value:
        raise SettingError(f"{name} is missing: {because} needs it.")
    return value


def email(name: str) -> dict[str, object]:
    """`smtp://user:password@host:587` (STARTTLS), `smtps://host:465` (TLS), `smtp+plain://host:25`; or none."""
    url = secret(name)
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise SettingError(f"{name}: write smtp://user:password@host:587, smtps://host:465 or smtp+plain://host:25.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": _port(name, parts) or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A mail server that does not answer must not hold up the clock for long.
        "EMAIL_TIMEOUT": 20,
    }


def database(name: str, folder: Path) -> dict[str, object]:
    """`postgresql://user:password@host:port/name?sslmode=require`, or nothing for SQLite in the data folder."""
    url = secret(name)
    if not url:
        return sqlite(folder / "naerverk.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(f"{name} begins with {parts.scheme!r}: use postgresql://, or leave it out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(_port(name, parts) or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        # A connection that the database server has closed meanwhile is opened anew instead of failing a page.
        "CONN_HEALTH_CHECKS": True,
    }


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise SettingError(f"{name}: what follows the colon is no port. Write a number, such as :5432.") from None


def sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a writer queues at once instead of failing half-way when another one wrote first.
            "transaction_mode": "IMMEDIATE",
            # The files of a large municipality keep the writing to themselves for some seconds; the others wait.
            "timeout": 60,
            # temp_store: rows of persons on their way in never lie in a temporary file.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA temp_store=MEMORY;",
        },
    }
