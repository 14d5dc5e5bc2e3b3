"""Applying and undoing imports in the background.

An import's own record says how far its job is. Whatever ends a job clears it in the same transaction as
its work. A job that hasn't been heard from in a while was interrupted, and nothing is left of it.
"""

import time
import uuid

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import now
from django_tasks import task

from spreadsheets.bulk import QUEUE
from spreadsheets.importers import ImportRefused, RecordsChanged
from spreadsheets.models import JobKind, SpreadsheetImport

#: Seconds between two notes of the progress.
PACE = 1
FAILED = (
    "Something went wrong, and nothing was changed. Tell whoever runs the site if it happens again."
)


def start(importer, spreadsheet_import, kind, user, digest=""):
    """Have the import applied or undone for the user, in the background if the site has one.

    Raise ImportRefused if another import is in progress.
    """
    with importer.lock():
        for other in busy_imports():
            raise ImportRefused(other.busy_sentence)
        job_id = uuid.uuid4()
        importer.model.objects.filter(pk=spreadsheet_import.pk).update(
            job_id=job_id,
            job_kind=kind,
            job_by=user,
            job_heard_at=now(),
            job_started_at=None,
            job_done=0,
            job_total=0,
            job_outcome="",
        )
    path = f"{type(importer).__module__}.{type(importer).__qualname__}"
    run.enqueue(path, spreadsheet_import.pk, str(job_id), digest)


def busy_imports():
    """Yield the imports, of any kind, that are being applied or undone."""
    for model in SpreadsheetImport.__subclasses__():
        imports = model.objects.exclude(job_id=None).light().select_related("job_by")
        yield from (one for one in imports if one.is_busy)


@task(backend=QUEUE, queue_name=QUEUE)
def run(path, pk, job_id, digest):
    Job(import_string(path)(), pk, job_id).run(digest)


class Job:
    """One job of an import, which ends without effect if the import has been given another one."""

    def __init__(self, importer, pk, job_id):
        self.importer = importer
        self.rows = importer.model.objects.filter(pk=pk, job_id=job_id)
        self.noted_at = time.monotonic()

    def run(self, digest):
        current = self.rows.select_related("job_by").first()
        if not (current and current.is_busy and self._begin()):
            return
        try:
            if current.job_kind == JobKind.APPLY:
                self.importer.apply(current, current.job_by, digest, self.note)
            else:
                self.importer.undo(current, current.job_by)
        except RecordsChanged as refusal:
            self.end(current, str(refusal), outcome="")  # the preview itself says so
        except ImportRefused as refusal:
            self.end(current, str(refusal))
        except BaseException:
            self.end(current, FAILED)
            raise
        else:
            self.tell(current, current.success_sentence)

    def _begin(self):
        """Return whether the job is to run, which no other process does by now."""
        return self.rows.filter(job_started_at=None).update(
            job_started_at=now(), job_heard_at=now()
        )

    def note(self, what, done, total):
        """Keep the progress of the checks; while records are saved, no one else could read it."""
        is_time = done == total or time.monotonic() - self.noted_at > PACE
        if what == "Checked" and is_time:
            self.rows.update(job_done=done, job_total=total, job_heard_at=now())
            self.noted_at = time.monotonic()

    def end(self, current, sentence, outcome=None):
        self.rows.update(job_id=None, job_outcome=sentence if outcome is None else outcome)
        self.tell(current, sentence)

    def tell(self, current, sentence):
        """Send the sentence to whoever started the job, unless they are waiting for it."""
        if run.get_backend().supports_get_result and current.job_by and current.job_by.email:
            address = reverse(f"{self.importer.name}:result", args=[current.pk])
            send_mail(
                f"Import of {current}",
                f"{sentence}\n\n{settings.WAGTAILADMIN_BASE_URL}{address}\n",
                None,
                [current.job_by.email],
                fail_silently=True,
            )
