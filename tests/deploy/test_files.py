"""The files in deploy/, the Dockerfile and compose.yaml, read by the programs that they are for."""

import re
import shutil
import subprocess

import pytest
from django.conf import settings

from scripts import stack
from tests import tools

pytestmark = pytest.mark.same_on_every_database("the files of the deployment")

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("lpnc-*.*") if path.is_file())
SERVICES = [name for name in UNITS if name.endswith(".service")]
#: systemd's own measure, from 0 to 10; it calls up to 2 OK.
EXPOSURE = 2.0


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def units(tmp_path):
    """The units, with programs in place of those that an installation has."""
    shutil.copytree(DEPLOY / "lpnc-.service.d", tmp_path / "lpnc-.service.d")
    for name in UNITS:
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(re.sub(r"/srv/lpnc/site/\.venv/bin/\w+", "/bin/true", text))
    return [str(tmp_path / name) for name in UNITS]


@pytest.mark.needs("hadolint")
def test_dockerfile():
    assert run(tools.hadolint(), "Dockerfile", cwd=settings.BASE_DIR) == (0, "")


def test_every_image_is_pinned_by_digest():
    names = [
        *re.findall(r"(?m)^FROM (\S+)", (settings.BASE_DIR / "Dockerfile").read_text()),
        *re.findall(r"(?m)^ +image: (\S+)", (settings.BASE_DIR / "compose.yaml").read_text()),
    ]
    assert len(names) > 5
    ours = {name for name in names if name.startswith("lpnc/")}
    assert [name for name in names if name not in ours and "@sha256:" not in name] == []


@pytest.fixture
def composed(tmp_path):
    """Return a function that has Compose read compose.yaml, and returns the text of each service."""

    def compose(**variables):
        shutil.copy(settings.BASE_DIR / "compose.yaml", tmp_path)
        variables = {"SITE_NAME": "lpnc.example.org", "POSTGRES_PASSWORD": "made-up"} | variables
        lines = [f"{name}={value}\n" for name, value in variables.items()]
        (tmp_path / ".env").write_text("".join(lines))
        status, output = run(tools.compose(), "--profile", "manage", "config", cwd=tmp_path)
        assert status == 0, output
        services = re.search(r"(?ms)^services:\n(.*?)(?=^\w|\Z)", output)[1]
        return dict(re.findall(r"(?ms)^  (\w+):\n(.*?)(?=^  \w|\Z)", services))

    return compose


@pytest.mark.needs("compose")
def test_compose_file(composed):
    services = composed()
    assert "postgres://lpnc:made-up@database:5432/lpnc" in services["application"]
    assert "EDGE_PURGE_URLS: http://edge:6083/\n" in services["application"]


@pytest.mark.needs("compose")
def test_commands_run_beside_the_site(composed):
    """A second container can't have the fixed address of the first."""
    services = composed()
    fixed = {name for name, text in services.items() if "ipv4_address" in text}
    assert fixed == {"front", "edge", "application"}
    commands = re.findall(
        r"docker compose run --rm (\w+)", (settings.BASE_DIR / "docs/operators.md").read_text()
    )
    assert len(commands) > 5
    assert set(commands) == {"manage"}
    assert "RESTIC_CACHE_DIR: /srv/lpnc/data/" in services["manage"]
    assert "TMPDIR: /var/tmp\n" in services["manage"]
    assert re.search(r"(?m)^    - /var/tmp$|target: /var/tmp$", services["manage"])


@pytest.mark.needs("compose")
def test_what_env_says_reaches_the_containers(composed):
    """But for the folders, which are the image's."""
    services = composed(
        EDGE_PURGE_URLS="https://cdn.example.org/",
        MEDIA_ROOT="/elsewhere",
        STATIC_ROOT="/elsewhere",
        LOG_LEVEL="WARNING",
    )
    for name in ("application", "worker", "timer", "manage"):
        for line in (
            "EDGE_PURGE_URLS: https://cdn.example.org/",
            "MEDIA_ROOT: /srv/lpnc/data/media",
            "STATIC_ROOT: /srv/lpnc/static",
            "LOG_LEVEL: WARNING",
        ):
            assert f"      {line}\n" in services[name], name


@pytest.mark.needs("compose")
def test_ports_are_open_on_ipv4_only(composed):
    services = composed()
    open_ports = [name for name, text in services.items() if "    ports:" in text]
    assert open_ports == ["front"]
    ports = services["front"].partition("    ports:\n")[2]
    assert ports.count("0.0.0.0") == 2
    assert "::" not in ports


def test_varnish_has_the_same_limits_with_and_without_containers():
    files = (settings.BASE_DIR / "Dockerfile", DEPLOY / "varnish.service.conf")
    in_container, in_unit = (
        set(re.findall(r"\b(http_\w+=\w+)", path.read_text())) for path in files
    )
    assert len(in_unit) == 3
    assert in_container == in_unit


@pytest.mark.needs("systemd_analyze")
def test_units(units):
    assert run(tools.systemd_analyze(), "verify", *units) == (0, "")


@pytest.mark.needs("systemd_analyze")
@pytest.mark.parametrize("name", SERVICES)
def test_services_are_hardened(name):
    unit = DEPLOY / name
    _, report = run(tools.systemd_analyze(), "security", "--offline=yes", "--no-pager", str(unit))
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", report)[1]) <= EXPOSURE, report


@pytest.mark.needs("varnishd")
def test_rules_of_varnish_compile(tmp_path):
    command = [tools.varnishd(), "-C", "-j", "none", "-n", str(tmp_path)]
    rules = ["-p", f"vcl_path={DEPLOY / 'varnish'}", "-f", str(DEPLOY / "varnish/site.vcl")]
    status, output = run(*command, *rules)
    assert status == 0, output


@pytest.mark.needs("nginx")
def test_configuration_of_nginx(tmp_path):
    ports = {"http": 8080, "https": 8443, "edge": 6081, "first": 8000}
    config = stack.nginx_configuration(tmp_path, ports)
    status, output = run(tools.nginx(), "-t", "-p", str(tmp_path), "-c", str(config))
    assert status == 0, output
    assert "warn" not in output


def test_an_upgrade_fails_if_a_package_can_not_be_looked_up():
    _, commands = run("make", "--dry-run", "upgrade", cwd=settings.BASE_DIR)
    (audit,) = re.findall(r"\S+/pip-audit (?:.*\\\n)*.*", commands)
    assert "--strict" in audit.split()
