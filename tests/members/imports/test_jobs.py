"""Imports that are applied and undone in the background: waiting, running, done, refused, and killed."""

import time
import uuid
from datetime import timedelta
from pkgutil import resolve_name
from threading import Event

import pytest
from django.core import mail
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from campaigns.importing.ledger import LEDGER
from campaigns.models import WinImport
from lpnc.schedule import publish_due
from members.importing.roster import ROSTER
from members.models import Person, RosterImport, roster_change
from members.models.history import record
from spreadsheets import background, jobs
from spreadsheets.background import FAILED, LONGEST_SILENCE, LONGEST_WAIT, QUEUE
from spreadsheets.bulk import write_references
from spreadsheets.importers import ImportRefused
from spreadsheets.models import JobKind
from tests.background import work
from tests.members.at_once import at_once
from tests.members.factories import PersonFactory
from tests.members.imports.test_screens import address, apply, said, shown, uploaded
from tests.members.killing import Watcher, told_by
from tests.members.screens import address as screen
from tests.members.screens import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_background")]
HEADER = "First name|Last name|Office|Jurisdiction|Member since"
NEW = "Nia|New|City or town council member|Sampleton|2021"


@pytest.fixture
def roster_import(editor, town, council):
    return uploaded(editor, HEADER, NEW)


@pytest.fixture
def queued(editor, roster_import):
    """An import that waits for a worker."""
    apply(editor, roster_import)
    return RosterImport.objects.get()


def progress_of(client, roster_import):
    response = client.get(address("progress", roster_import.pk))
    assert response.status_code == 200
    return response


def silent_for(time):
    RosterImport.objects.update(job_heard_at=now() - time)


def test_it_waits_for_a_worker_who_applies_it_for_the_editor(editor, queued):
    assert not Person.objects.exists()
    html = progress_of(editor, queued).text
    assert "It has been waiting to start since" in html and "<progress" in html
    assert "Being applied" in editor.get(address("list")).text
    work()
    done = editor.get(address("progress", queued.pk), follow=True)
    assert done.redirect_chain == [(address("result", queued.pk), 302)]
    assert said(done) == ["members.csv was imported."]
    assert said(editor.get(address("result", queued.pk))) == []
    person = Person.objects.get()
    assert person.latest_revision.user.username == "Roster editors"
    assert RosterImport.objects.get().applied_by == person.latest_revision.user
    statuses = DBTaskResult.objects.values_list("task_path", "status")
    assert dict(statuses) == {
        jobs.run.module_path: "SUCCESSFUL",
        write_references.module_path: "SUCCESSFUL",
    }


def test_without_a_worker_the_timer_applies_it(queued):
    publish_due()
    assert Person.objects.get().name == "Nia New"
    DBTaskResult.objects.update(enqueued_at=now() - timedelta(days=31))
    assert "Removed old jobs from the queue" in publish_due().done
    assert not DBTaskResult.objects.exists()


def test_an_import_is_undone_the_same_way(editor, queued):
    work()
    editor.post(address("undo", queued.pk))
    assert "The records are being restored." not in progress_of(editor, queued).text
    RosterImport.objects.update(job_started_at=now())
    assert "The records are being restored." in progress_of(editor, queued).text
    RosterImport.objects.update(job_started_at=None)
    work()
    done = editor.get(address("progress", queued.pk), follow=True)
    assert said(done) == ["The import of members.csv was undone."]
    assert not Person.objects.exists()


def test_whoever_started_it_gets_a_mail(editor, roster_import):
    RosterImport.objects.get().uploaded_by.__class__.objects.update(email="ed@example.org")
    apply(editor, roster_import)
    assert not mail.outbox
    work()
    [message] = mail.outbox
    assert (message.to, message.subject) == (["ed@example.org"], "Import of members.csv")
    assert "members.csv was imported." in message.body
    assert address("result", roster_import.pk) in message.body


def test_the_page_says_how_many_rows_are_checked_and_refreshes_itself(editor, queued):
    RosterImport.objects.update(job_started_at=now(), job_done=1200, job_total=5000)
    page = progress_of(editor, queued)
    assert "1,200 of 5,000 rows have been checked." in page.text
    assert 'value="1200" max="5000"' in page.text
    assert page["Refresh"] == "4"
    assert "Refresh" not in editor.get(address("progress", queued.pk), {"still": 1})
    RosterImport.objects.update(job_done=5000)
    assert "The records are being saved." in progress_of(editor, queued).text


def test_the_checks_note_how_far_they_are(roster_import, monkeypatch):
    monkeypatch.setattr(background, "PACE", -1)
    RosterImport.objects.update(job_id=uuid.uuid4(), job_heard_at=now())
    roster_import.refresh_from_db()
    notes = []
    job = jobs.ImportJob(ROSTER, roster_import.pk, roster_import.job_id, "")
    ROSTER.plan_of(roster_import, lambda *told: (job.note_checks(*told), notes.append(told)))
    assert notes == [("Checked", 1, 1)]
    assert (RosterImport.objects.get().job_done, RosterImport.objects.get().job_total) == (1, 1)


def test_a_refusal_is_told_once(editor, roster_import):
    digest = shown(editor, roster_import).context["plan"].digest
    RosterImport.objects.update(columns={"First name": "given_name", "Last name": "family_name"})
    editor.post(address("apply", roster_import.pk), {"digest": digest})
    work()
    page = editor.get(address("progress", roster_import.pk), follow=True)
    assert page.redirect_chain == [(address("preview", roster_import.pk), 302)]
    assert said(page) == ["The preview has changed since you saw it. Review it again."]
    assert said(shown(editor, roster_import)) == []
    assert not Person.objects.exists()


def test_a_roster_that_changed_while_it_waited_refuses_it(editor, queued):
    with roster_change():
        record(PersonFactory(given_name="Otto", family_name="Other"))
    work()
    page = editor.get(address("progress", queued.pk), follow=True)
    [sentence] = said(page)
    assert "The roster has changed since the preview" in sentence and "Otto Other" in sentence
    assert not Person.objects.filter(family_name="New").exists()


def test_a_failure_is_told_and_changes_nothing(editor, queued, monkeypatch):
    monkeypatch.setattr("members.importing.roster.accept_warnings", lambda *args: 1 / 0)
    work()
    assert said(editor.get(address("preview", queued.pk))) == [FAILED]
    assert not Person.objects.exists()
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback


def test_one_job_at_a_time(editor, admin_client, queued):
    other = uploaded(admin_client, HEADER, NEW.replace("Nia", "Otto"))
    refused = apply(admin_client, other)
    assert said(refused) == [
        "members.csv is being applied, started by Roster editors. Try again when that’s done."
    ]
    assert DBTaskResult.objects.count() == 1
    twice = editor.post(address("apply", queued.pk), {"digest": "x"})
    assert twice["Location"] == address("progress", queued.pk)
    with pytest.raises(ImportRefused, match=r"members\.csv is being applied"):
        jobs.start(ROSTER, queued, JobKind.APPLY, None)
    for step in ("columns", "preview", "discard"):
        response = editor.post(address(step, queued.pk), {"row": "2", "skip-2": "on"})
        assert response["Location"] == address("progress", queued.pk)
    work()
    assert Person.objects.get().name == "Nia New"


def test_an_import_of_another_kind_is_no_second_job(queued):
    wins = WinImport.objects.create(file_name="wins.csv")
    with pytest.raises(ImportRefused, match=r"members\.csv is being applied"):
        jobs.start(LEDGER, wins, JobKind.APPLY, None)
    work()
    jobs.start(LEDGER, wins, JobKind.APPLY, None)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_two_workers_take_is_done_once(editor, queued, monkeypatch):
    monkeypatch.setattr("members.importing.roster.accept_warnings", lambda *args: time.sleep(0.5))
    assert at_once(*[lambda: taken_up(queued)] * 2) == [None, None]
    assert Person.objects.get().revisions.count() == 1
    assert said(editor.get(address("result", queued.pk))) == ["members.csv was imported."]


def taken_up(roster_import):
    jobs.ImportJob(ROSTER, roster_import.pk, roster_import.job_id, None).run()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "step, is_imported",
    [
        ("spreadsheets.importers.Importer.plan_of", False),
        ("members.importing.roster.save_records", True),
    ],
)
def test_what_another_editor_saves_meanwhile_is_saved(
    editor, queued, monkeypatch, step, is_imported
):
    """While rows are checked, it makes the import outdated; while records are saved, it waits."""
    other, reached = PersonFactory(), Event()
    data = opened(editor, screen(other)) | {"pronouns": "they/them"}
    do = resolve_name(step)

    def slowly(*args, **kwargs):
        reached.set()
        time.sleep(1)
        return do(*args, **kwargs)

    def save():
        assert reached.wait(10)
        return editor.post(screen(other), data)

    monkeypatch.setattr(step, slowly)
    _, response = at_once(lambda: taken_up(queued), save)
    assert response.status_code == 302
    assert Person.objects.get(pk=other.pk).pronouns == "they/them"
    assert Person.objects.filter(family_name="New").exists() is is_imported


def test_long_jobs_have_a_queue_of_their_own(queued):
    assert DBTaskResult.objects.get().queue_name == QUEUE
    assert update_reference_index_task.queue_name != QUEUE
    assert not update_reference_index_task.get_backend().supports_defer


@pytest.mark.parametrize(
    "started, limit, sentence",
    [
        (False, LONGEST_WAIT, "It hasn’t started within 15 minutes"),
        (True, LONGEST_SILENCE, "It was interrupted"),
    ],
)
def test_a_job_that_is_silent_for_long_is_given_up(editor, queued, started, limit, sentence):
    if started:
        RosterImport.objects.update(job_started_at=now())
    silent_for(limit - timedelta(seconds=20))
    progress_of(editor, queued)
    silent_for(limit)
    page = editor.get(address("progress", queued.pk), follow=True)
    assert page.redirect_chain == [(address("preview", queued.pk), 302)]
    [told] = said(page)
    assert sentence in told and "nothing was changed" in told
    work()
    assert not Person.objects.exists()
    apply(editor, queued)
    work()
    assert Person.objects.get().name == "Nia New"


def test_a_job_that_was_given_up_while_it_ran_changes_nothing(queued):
    job_id = queued.job_id
    RosterImport.objects.update(job_id=None)
    with pytest.raises(ImportRefused, match="given up"):
        ROSTER.apply(queued)
    jobs.ImportJob(ROSTER, queued.pk, job_id, "").run()
    assert not Person.objects.exists()


class Killer(Watcher):
    """A power cut before the commit of what was written to a table."""

    def __init__(self, table):
        super().__init__(None, kills=True)
        self.table = table

    def __call__(self, execute, sql, params, many, context):
        self.writes += f'INTO "{self.table}"' in sql
        return execute(sql, params, many, context)

    def look(self):
        """Nothing is to be compared."""


@pytest.mark.django_db(transaction=True)
class TestKilledWorkers:
    def test_while_an_import_is_applied(self, editor, queued):
        assert told_by(work, Killer("members_person")) == ""
        assert not Person.objects.exists()
        assert "The records are being saved." in progress_of(editor, queued).text
        silent_for(LONGEST_SILENCE)
        assert "It was interrupted" in said(editor.get(address("preview", queued.pk)))[0]
        apply(editor, queued)
        work()
        assert Person.objects.get().name == "Nia New"

    def test_while_references_are_written_the_timer_has_them_written(self, editor, queued):
        assert told_by(work, Killer("wagtailcore_referenceindex")) == ""
        person = Person.objects.get()
        assert said(editor.get(address("result", queued.pk))) == ["members.csv was imported."]
        publish_due()
        assert not ReferenceIndex.get_references_for_object(person).exists()
        DBTaskResult.objects.update(started_at=now() - LONGEST_SILENCE)
        publish_due()
        assert ReferenceIndex.get_references_for_object(person).count() == 2
        assert {result.status for result in DBTaskResult.objects.all()} == {"SUCCESSFUL"}

    def test_while_an_import_is_undone(self, editor, queued):
        work()
        editor.post(address("undo", queued.pk))
        assert told_by(work, Killer("wagtailcore_modellogentry")) == ""
        assert Person.objects.get().name == "Nia New"
        silent_for(LONGEST_SILENCE)
        assert "It was interrupted" in said(editor.get(address("result", queued.pk)))[-1]
        editor.post(address("undo", queued.pk))
        work()
        assert not Person.objects.exists()
