"""Applying and undoing imports in the background."""

from django.urls import reverse
from django.utils.module_loading import import_string
from django_tasks import task

from spreadsheets.background import QUEUE, Job, new_job
from spreadsheets.importers import ImportRefused
from spreadsheets.models import JobKind, SpreadsheetImport


def start(importer, spreadsheet_import, kind, user, digest=""):
    """Have the import applied or undone for the user, in the background if the site has one.

    Raise ImportRefused if another import is in progress.
    """
    with importer.lock():
        for other in busy_imports():
            raise ImportRefused(other.busy_sentence)
        job = new_job(user)
        imports = importer.model.objects.filter(pk=spreadsheet_import.pk)
        imports.update(job_kind=kind, **job)
    path = f"{type(importer).__module__}.{type(importer).__qualname__}"
    run.enqueue(path, spreadsheet_import.pk, str(job["job_id"]), digest)


def busy_imports():
    """Yield the imports, of any kind, that are being applied or undone."""
    for model in SpreadsheetImport.__subclasses__():
        imports = model.objects.exclude(job_id=None).light().select_related("job_by")
        yield from (one for one in imports if one.is_busy)


@task(backend=QUEUE, queue_name=QUEUE)
def run(path, pk, job_id, digest):
    ImportJob(import_string(path)(), pk, job_id, digest).run()


class ImportJob(Job):
    """The application of an import whose preview has the digest, or its undoing."""

    def __init__(self, importer, pk, job_id, digest):
        super().__init__(importer.model.objects, pk, job_id)
        self.importer, self.digest = importer, digest

    def work(self, current):
        if current.job_kind == JobKind.APPLY:
            self.importer.apply(current, current.job_by, self.digest, self.note_checks)
        else:
            self.importer.undo(current, current.job_by)

    def note_checks(self, what, done, total):
        """Keep the progress of the checks; while records are saved, no one else could read it."""
        if what == "Checked":
            self.note(done, total)

    def result_url(self, current):
        return reverse(f"{self.importer.name}:result", args=[current.pk])
