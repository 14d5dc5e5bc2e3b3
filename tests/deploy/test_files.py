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


@pytest.mark.needs("compose")
def test_compose_file(tmp_path):
    shutil.copy(settings.BASE_DIR / "compose.yaml", tmp_path)
    (tmp_path / ".env").write_text("SITE_NAME=lpnc.example.org\nPOSTGRES_PASSWORD=made-up\n")
    status, output = run(tools.compose(), "config", cwd=tmp_path)
    assert status == 0, output
    assert "postgres://lpnc:made-up@database:5432/lpnc" in output


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
