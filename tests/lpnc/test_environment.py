"""A wrong variable stops the site at its start: the sentence names it, and never shows its value."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lpnc.environment import Environment
from tests.lpnc.production import REQUIRED, manage, run

pytestmark = pytest.mark.same_on_every_database("reading the environment")

WRONG = {
    "DEBUG": ["flase", "2"],
    "MAINTENANCE": ["maybe"],
    "TRUST_PROXY": ["127.0.0.1"],
    "SECURE_SSL_REDIRECT": ["https"],
    "SECURE_HSTS_PRELOAD": ["once"],
    "SECURE_HSTS_SECONDS": ["a year", "-1", "1.5"],
    "BASE_URL": ["lpnc.example.org", "ftp://lpnc.example.org", "https://", "https://x:port"],
    "DATABASE_URL": [
        "canary",
        "mysql://u:canary@h/lpnc",
        "postgres://u:canary@h:x/lpnc",
        "postgres://u:canary@h:99999/lpnc",
        "postgres://u:canary@h",
    ],
    "REDIS_URL": ["localhost:6379", "redis://:canary@h:x"],
    "EMAIL_URL": ["canary", "smtp://u:canary@h:x"],
    "SENTRY_DSN": ["canary", "https://canary.example.org"],
    "ALLOWED_HOSTS": ["https://lpnc.example.org", "lpnc.example.org:443", "lpnc.example.org/"],
    "SECURITY_CONTACT": ["canary", "http://lpnc.example.org", "a@b@c", "a@b.org c@d.org"],
    "TRUSTED_PROXIES": ["proxy.example.org", "127.0.0.1 10.0.0.1", "10.0.0.0/99"],
    "CSRF_TRUSTED_ORIGINS": ["lpnc.example.org"],
    "EDGE_PURGE_URLS": ["10.0.0.1:6081"],
    "EDGE_PURGE_HEADERS": ["canary"],
    "MEDIA_S3_PUBLIC_URL": ["cdn.example.org"],
    "MEDIA_S3_ENDPOINT": ["s3.example.org"],
    "LOG_LEVEL": ["LOUD"],
}
#: Without a bucket, what is said of it isn't read.
BUCKET = {"MEDIA_S3_BUCKET": "b", "MEDIA_S3_PUBLIC_URL": "https://cdn.example.org"}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_refuses_to_start_and_names_the_wrong_variable(name, value):
    answer = run("-c", "from lpnc import settings", **{**REQUIRED, **BUCKET, name: value})
    sentence = answer.stderr.strip().splitlines()[-1]
    assert sentence.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} must be ")
    assert "canary" not in answer.stderr


def test_a_command_says_it_without_a_traceback():
    answer = manage("doctor", **REQUIRED, DEBUG="flase")
    assert answer.returncode == 1
    assert answer.stderr == "The site can’t start. DEBUG must be 1 or 0.\n"


@pytest.fixture
def variable(monkeypatch):
    def read(value, method, *arguments, **options):
        monkeypatch.setenv("VARIABLE", value)
        return getattr(Environment(), method)("VARIABLE", *arguments, **options)

    return read


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("True", True), ("off", False), ("0", False), ("", True)]
)
def test_a_switch_is_read_in_several_spellings_and_empty_is_unset(variable, value, meaning):
    assert variable(value, "bool", default=True) is meaning


def test_right_values_are_read(variable):
    assert variable("lpnc.example.org, .b.org,[::1]", "hosts", []) == [
        "lpnc.example.org",
        ".b.org",
        "[::1]",
    ]
    for contact in ("", "a@b.org", "mailto:a@b.org", "https://b.org/security"):
        assert variable(contact, "contact") == contact
    assert variable("https://lpnc.example.org/", "address") == "https://lpnc.example.org"
    assert variable("warning", "one_of", ("INFO", "WARNING"), "INFO") == "WARNING"
    assert variable(" 60 ", "int", 0) == 60
    assert variable("", "int", 7) == 7
    assert str(variable("10.1.2.3/8, ::1", "networks")[0]) == "10.0.0.0/8"
    assert variable("$ecret", "str", "") == "$ecret"
    database = variable("postgres://u:p%40ss@h:5433/lpnc?sslmode=require", "db", default="")
    assert (database["PASSWORD"], database["OPTIONS"]) == ("p@ss", {"sslmode": "require"})


def test_a_required_variable_is_named(variable):
    with pytest.raises(ImproperlyConfigured, match="Set VARIABLE"):
        variable("", "str")
