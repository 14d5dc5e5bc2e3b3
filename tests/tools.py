"""Programs that some tests need: where they are, or what is missing on this machine."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

from django.db import connection

FOLDER = Path(__file__).resolve().parent.parent / ".tools"
CHECKER = "vnu-jar-26.9.27"
CHECKER_SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"


class Missing(Exception):
    """The program isn't there; the message says what is lacking."""


@cache
def browser():
    """The path of the machine's own Chromium, of which the one without windows is the quicker."""
    return found("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@cache
def html_checker():
    """The command of the Nu HTML checker; its archive is fetched once and compared with its sum."""
    java = found("java")
    archive = FOLDER / f"{CHECKER}.tgz"
    jar = FOLDER / f"{CHECKER}.jar"
    if not jar.exists():
        if not archive.exists():
            fetch(archive)
        if hashlib.sha256(archive.read_bytes()).hexdigest() != CHECKER_SHA256:
            archive.unlink()
            raise Missing(f"{archive.name} isn't the file that was pinned")
        extract(archive, jar)
    # It is done before Java's second compiler would pay off.
    return [java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", str(jar)]


def fetch(archive):
    npm = found("npm")
    FOLDER.mkdir(exist_ok=True)
    package = CHECKER.replace("jar-", "jar@")
    command = [npm, "pack", package, "--pack-destination", str(FOLDER), "--silent"]
    fetched = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if fetched.returncode or not archive.exists():
        raise Missing(f"npm could not fetch {package}")


def extract(archive, jar):
    with tarfile.open(archive) as package:
        content = package.extractfile("package/build/dist/vnu.jar").read()
    draft = jar.with_suffix(".tmp")
    draft.write_bytes(content)
    draft.replace(jar)


def found(*names):
    folders = os.pathsep.join(
        [os.environ.get("PATH", ""), str(Path(sys.executable).parent), "/usr/sbin"]
    )
    for name in names:
        if path := shutil.which(name, path=folders):
            return path
    raise Missing(f"{names[0]} is not installed")


def backups():
    """The programs that backups of this run's database use."""
    return [found("restic"), *([found("pg_dump")] if connection.vendor == "postgresql" else [])]


def program(*names):
    """Return a function that finds the first of these programs, among those for root, too."""
    return cache(lambda: found(*names))


hadolint = program("hadolint")
compose = program("docker-compose")
systemd_analyze = program("systemd-analyze")
varnishd = program("varnishd")
nginx = program("nginx")
redis = program("redis-server")


@cache
def postgresql():
    """The program that makes a cluster, which Debian keeps apart."""
    apart = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(apart[-1]) if apart else found("initdb")


TOOLS = {
    "browser": browser,
    "html_checker": html_checker,
    "backups": backups,
    "hadolint": hadolint,
    "compose": compose,
    "systemd_analyze": systemd_analyze,
    "varnishd": varnishd,
    "nginx": nginx,
    "redis": redis,
    "postgresql": postgresql,
}
# On other databases, pages look the same to these.
OF_PAGES = ("browser", "html_checker")


def lack_of(tool):
    """Return the reason why `tool` can't be used, or None."""
    try:
        TOOLS[tool]()
    except Missing as reason:
        return f"{tool.replace('_', ' ')}: {reason}"
    return None
