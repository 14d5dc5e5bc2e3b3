"""Variables of the environment. A wrong value stops the site at its start, and the error names the variable."""

import os
import re
from contextlib import contextmanager
from ipaddress import ip_network
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")
DATABASES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# No scheme and no port; Django understands "*" and a dot at the beginning.
HOST_NAME = re.compile(r"[\w.-]+|\*|\[[0-9a-fA-F:.]+\]")
CONTACT = re.compile(r"(?:mailto:)?[^\s:@]+@[^\s:@]+|https://\S+")


@contextmanager
def required_to_be(name, expected):
    """Raise ImproperlyConfigured if the value can't be read; never show it, since it may hold a password."""
    try:
        yield
    except (ValueError, KeyError, TypeError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} must be {expected}.") from None


class Environment(environ.Env):
    """The environment. A variable that is empty counts as unset."""

    def get_value(self, var, cast=None, default=environ.Env.NOTSET, parse_default=False):
        value = os.environ.get(var, "").strip()
        if not value:
            if default is self.NOTSET:
                raise ImproperlyConfigured(f"Set {var} in the environment.")
            return self.parse_value(default, cast) if parse_default else default
        return self.parse_value(value, cast)

    def bool(self, var, default=False):
        value = self.str(var, "").lower()
        with required_to_be(var, "1 or 0"):
            return {"": default, **dict.fromkeys(TRUE, True), **dict.fromkeys(FALSE, False)}[value]

    def int(self, var, default):
        with required_to_be(var, "a whole number, 0 or more"):
            number = super().int(var, default)
            if number < 0:
                raise ValueError
            return number

    def dict(self, var, default):
        with required_to_be(var, "pairs such as name=value, separated by commas"):
            return super().dict(var, default=default)

    def one_of(self, var, choices, default):
        value = self.str(var, default)
        with required_to_be(var, f"one of {', '.join(choices)}"):
            return choices[choices.index(value.upper())]

    def address(self, var, default="", schemes=("https", "http")):
        """Return an address, without a slash at its end."""
        value = self.str(var, default)
        require_address(var, value, schemes)
        return value.rstrip("/")

    def addresses(self, var):
        values = self.list(var, default=[])
        for value in values:
            require_address(var, value, ("https", "http"))
        return values

    def hosts(self, var, default):
        values = [value.strip() for value in self.list(var, default=default)]
        with required_to_be(var, "host names such as lpnc.example.org, separated by commas"):
            if any(HOST_NAME.fullmatch(value) is None for value in values):
                raise ValueError
        return values

    def contact(self, var):
        value = self.str(var, "")
        with required_to_be(var, "an email address or an https:// address"):
            if value and not CONTACT.fullmatch(value):
                raise ValueError
        return value

    def networks(self, var):
        with required_to_be(var, "addresses or networks such as 127.0.0.1, separated by commas"):
            return [ip_network(item.strip(), strict=False) for item in self.list(var, default=[])]

    def db(self, var, default):
        expected = "an address such as postgres://user:password@host:5432/name"
        with required_to_be(var, expected):
            database = super().db(var, default=default)
            if database["ENGINE"] not in DATABASES or not database["NAME"]:
                raise ValueError
            return database

    def email(self, var, default):
        with required_to_be(var, "an address such as smtp+tls://user:password@host:587"):
            return super().email(var, default=default)


def require_address(name, value, schemes):
    """Refuse a value that lacks a scheme or a host, or has an impossible port; an empty one is allowed."""
    example = f"{schemes[0]}://lpnc.example.org"
    with required_to_be(name, f"an address such as {example}"):
        parts = urlsplit(value)
        if value and not (parts.scheme in schemes and parts.hostname and parts.port != 0):
            raise ValueError
