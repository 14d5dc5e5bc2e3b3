"""Is the site alive, and ready for visitors? Monitors ask at two addresses, operators with `manage.py doctor`."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone

from core.overdue import PATIENCE
from lpnc.models import TimerRun

logger = logging.getLogger(__name__)

ROOM_NEEDED = 500 * 1024 * 1024


class Unwell(Exception):
    """Something that isn't as it should be, and the way to mend it."""

    def __init__(self, problem, remedy, urgent=True):
        super().__init__(problem)
        self.problem, self.remedy, self.urgent = problem, remedy, urgent


@dataclass(frozen=True)
class Probe:
    """A look at one thing: `look()` says in a few words how it is, or raises Unwell."""

    name: str
    look: Callable[[], str]

    def examine(self):
        """Return how it is; raise Unwell for whatever is wrong."""
        try:
            return self.look()
        except Unwell:
            raise
        except Exception as error:
            problem = f"It can’t be examined: {type(error).__name__}: {error}"
            raise Unwell(problem, "Mend the other things first.") from error


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise Unwell(
            f"It can’t be reached: {str(error).splitlines()[0]}.",
            "Check DATABASE_URL and that the database server runs.",
        ) from error
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"


def migrations():
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        names = ", ".join(str(migration) for migration, _ in pending[:3])
        raise Unwell(f"{len(pending)} are pending ({names}).", "Run manage.py migrate.")
    return "all applied"


def caching():
    word = uuid4().hex
    cache.set("health", word, timeout=60)
    if cache.get("health") != word:
        raise Unwell(
            "It doesn’t keep what is put into it.",
            "Check REDIS_URL and that Redis runs or, without Redis, that the site can write to its cache folder.",
        )
    return "keeps what is put into it"


def timer():
    remedy = "Run manage.py publish_due every minute; see “Every minute” in docs/operators.md."
    last = TimerRun.objects.first()
    if not last:
        raise Unwell("It has never run.", remedy)
    if timezone.now() - last.ran_at > PATIENCE:
        when = timezone.localtime(last.ran_at)
        raise Unwell(f"It hasn’t run since {when:%B %-d, %Y, %H:%M}.", remedy)
    return "ran in the last five minutes"


def disk():
    media = Path(settings.MEDIA_ROOT)
    folder = media if media.is_dir() else settings.BASE_DIR
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        raise Unwell(
            f"Only {free // 1024**2:,} MB are free at {folder}.", "Free some space or add a disk."
        )
    return f"{free / 1024**3:,.0f} GB free"


READY = (
    Probe("Database", database),
    Probe("Migrations", migrations),
    Probe("Cache", caching),
    Probe("Timer", timer),
    Probe("Disk", disk),
)


def is_ready():
    """Return whether all is well; log the first thing that isn't."""
    for probe in READY:
        try:
            probe.examine()
        except Unwell as complaint:
            logger.warning("Not ready. %s: %s", probe.name, complaint.problem)
            return False
    return True


class HealthMiddleware:
    """Answer health checks, whichever host they name, ahead of everything that depends on the request."""

    answers = {"/health/live": lambda: True, "/health/ready": is_ready}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info not in self.answers:
            return self.get_response(request)
        well = self.answers[request.path_info]()
        return HttpResponse(
            "ok\n" if well else "not ready\n",
            status=200 if well else 503,
            content_type="text/plain",
            headers={"Cache-Control": "no-store"},
        )
