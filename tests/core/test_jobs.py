"""Files of everything and merges of topics, in the background: waiting, running, done, refused, and killed."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook
from wagtail.log_actions import registry

from campaigns.admin import win_list
from campaigns.models import Win
from core.jobs import BackgroundJob
from core.models import Topic
from lpnc.schedule import publish_due
from members.admin import exports
from members.admin.erasure import erase
from members.models import Person
from spreadsheets import background
from spreadsheets.background import FAILED, INTERRUPTED, LONGEST_SILENCE
from spreadsheets.exports import LONGEST_CELL
from tests.background import work
from tests.factories import TopicFactory, WinFactory
from tests.members.factories import ContactFactory, PersonFactory
from tests.members.imports.test_screens import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_background")]

LIST = "/admin/jobs/"
PEOPLE = "/admin/snippets/members/person/export/"
CHOSEN = {"export-format": "csv", "export-columns": ["name", "person_id"]}
UNPUBLISHED = "unpublished@example.org"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(exports, "QUICKLY_EXPORTED", 1)
    monkeypatch.setattr(win_list, "QUICKLY_EXPORTED", 1)


@pytest.fixture
def editor(client_of):
    return client_of("Roster editors")


@pytest.fixture
def communications(client_of):
    return client_of("Communications")


@pytest.fixture
def people():
    return PersonFactory.create_batch(3)


@pytest.fixture
def topics():
    return TopicFactory(name="Old topic", slug="old"), TopicFactory(name="New topic")


def export_people(client, **options):
    return started(client.get(PEOPLE, CHOSEN | options))


def merge(client, topics, **more):
    address = reverse("wagtailsnippets_core_topic:merge", args=[topics[0].pk])
    return started(client.post(address, {"survivor": topics[1].pk}))


def started(response):
    """The job to which an editor is sent on."""
    job = BackgroundJob.objects.first()
    assert (response.status_code, response["Location"]) == (302, job.url)
    return job


def file_of(client, job):
    response = client.get(f"{job.url}file/")
    assert response.status_code == 200
    assert f'filename="{job.file_name}"' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    return b"".join(response.streaming_content)


def test_a_file_of_many_people_waits_for_a_worker_and_is_downloaded(editor, people, monkeypatch):
    job = export_people(editor)
    page = editor.get(job.url)
    assert "A file of 3 people" in page.text
    assert "It has been waiting to start since" in page.text and page["Refresh"] == "4"
    assert "Refresh" not in editor.get(job.url, {"still": 1})
    assert editor.get(f"{job.url}file/").status_code == 404
    assert "In progress" in editor.get(LIST).text
    work()
    page = editor.get(job.url)
    assert "The file is ready." in page.text and "Refresh" not in page
    assert f"{job.url}file/" in page.text
    written = file_of(editor, job)
    monkeypatch.setattr(exports, "QUICKLY_EXPORTED", 3)
    assert written == b"".join(editor.get(PEOPLE, CHOSEN).streaming_content)
    assert written.count(b"\r\n") == 4
    assert "Done" in editor.get(LIST).text


def test_a_file_of_many_wins_is_the_same_one(communications, monkeypatch):
    WinFactory.create_batch(3)
    address = reverse("wagtailsnippets_campaigns_win:export", args=["xlsx"])
    job = started(communications.get(address, {"ordering": "-title"}))
    work()
    cells = cells_of(file_of(communications, job))
    monkeypatch.setattr(win_list, "QUICKLY_EXPORTED", 3)
    now_written = b"".join(communications.get(address, {"ordering": "-title"}).streaming_content)
    assert cells == cells_of(now_written) and len(cells) == 4
    assert communications.get(address.replace("xlsx", "ods")).status_code == 404


def cells_of(content):
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_without_a_worker_the_timer_writes_it_and_deletes_it_after_a_day(editor, people):
    job = export_people(editor)
    publish_due()
    assert file_of(editor, job)
    with time_machine.travel(now() + timedelta(hours=23)):
        publish_due()
    assert BackgroundJob.objects.exists()
    with time_machine.travel(now() + timedelta(hours=25)):
        assert "Removed the files of earlier days" in publish_due().done
    assert editor.get(job.url).status_code == editor.get(f"{job.url}file/").status_code == 404


def test_only_whoever_started_it_sees_it_while_they_may(editor, admin_client, people):
    ContactFactory(person=people[0], value=UNPUBLISHED)
    job = export_people(editor, **{"export-private_columns": ["unpublished_email"]})
    work()
    assert UNPUBLISHED in file_of(editor, job).decode()
    assert f"{job.url}" in editor.get(LIST).text
    assert f"{job.url}" not in admin_client.get(LIST).text
    for address in (job.url, f"{job.url}file/"):
        assert admin_client.get(address).status_code == 404
    job.refresh_from_db()
    job.job_by.groups.clear()
    for address in (job.url, f"{job.url}file/"):
        assert UNPUBLISHED not in editor.get(address, follow=True).text


def test_who_may_no_longer_see_private_columns_gets_none(editor, people):
    ContactFactory(person=people[0], value=UNPUBLISHED)
    job = export_people(editor, **{"export-private_columns": ["unpublished_email"]})
    job.job_by.groups.clear()
    work()
    job.refresh_from_db()
    assert job.done_at and UNPUBLISHED.encode() not in bytes(job.file)


def test_what_an_excel_file_cannot_hold_is_told_on_the_list(editor, people):
    Person.objects.filter(pk=people[0].pk).update(biography="x" * (LONGEST_CELL + 1))
    job = export_people(editor, **{"export-format": "xlsx", "export-columns": ["biography"]})
    work()
    page = editor.get(job.url, follow=True)
    assert page.redirect_chain == [(job.address, 302)]
    [sentence] = said(page)
    assert "Choose CSV, or leave that column out." in sentence
    assert editor.get(f"{job.url}file/").status_code == 404


def test_the_progress_is_noted(editor, people, monkeypatch):
    monkeypatch.setattr(background, "PACE", -1)
    job = export_people(editor)
    work()
    job.refresh_from_db()
    assert (job.job_done, job.job_total) == (3, 3)
    BackgroundJob.objects.update(job_id=job.pk, job_done=1, job_heard_at=now(), done_at=None)
    page = editor.get(job.url).text
    assert "1 of 3 rows have been written." in page and 'value="1" max="3"' in page


def test_an_erasure_deletes_files_made_and_being_made(editor, people):
    gone = PersonFactory(status=Person.Status.WITHDRAWN)
    made = export_people(editor)
    work()
    waiting = export_people(editor)
    erase(gone)
    work()
    for job in (made, waiting):
        job.refresh_from_db()
        assert job.file is None
        assert editor.get(f"{job.url}file/").status_code == 404
        [sentence] = said(editor.get(job.url, follow=True))
        assert "contacts or notes that may be in it have been erased" in sentence


def test_a_file_that_is_written_during_an_erasure_is_not_kept(editor, people, monkeypatch):
    gone, write = PersonFactory(status=Person.Status.WITHDRAWN), exports.roster_table

    def erase_meanwhile(*arguments):
        erase(gone)
        return write(*arguments)

    monkeypatch.setattr(exports, "roster_table", erase_meanwhile)
    job = export_people(editor)
    work()
    job.refresh_from_db()
    assert job.file is None and not job.has_file
    assert "have been erased" in job.job_outcome


def test_a_merge_of_topics_is_done_in_the_background(communications, topics):
    old, new = topics
    win = WinFactory(topics=[old])
    job = merge(communications, topics)
    assert "“Old topic” into “New topic”" in communications.get(job.url).text
    assert Topic.objects.not_merged().count() == 2
    work()
    page = communications.get(job.url, follow=True)
    edit = reverse("wagtailsnippets_core_topic:edit", args=[new.pk])
    assert page.redirect_chain == [(edit, 302)]
    assert said(page) == ["“Old topic” was merged into “New topic”."]
    assert list(Win.objects.get(pk=win.pk).topics.all()) == [new]
    [entry] = registry.get_logs_for_instance(old)
    assert entry.user.username == "Communications"


def test_a_merge_that_something_overtook_is_refused(communications, topics):
    job = merge(communications, topics)
    other = merge(communications, topics[::-1])
    work()
    assert said(communications.get(job.url, follow=True)) == [
        "“Old topic” was merged into “New topic”."
    ]
    refusal, *_ = said(communications.get(other.url, follow=True))
    assert refusal == "Choose two different topics that are both in use."
    assert list(Topic.objects.not_merged()) == [topics[1]]


def test_a_merge_with_a_topic_that_was_deleted_is_refused(communications, topics):
    job = merge(communications, topics)
    topics[0].delete()
    work()
    job.refresh_from_db()
    assert "was deleted, so nothing was merged" in job.job_outcome and not job.done_at


def test_a_failure_is_told_and_changes_nothing(communications, topics, monkeypatch):
    monkeypatch.setattr("pages.topic_merging.log", lambda *args, **kwargs: 1 / 0)
    job = merge(communications, topics)
    work()
    assert said(communications.get(job.url, follow=True)) == [FAILED]
    assert Topic.objects.not_merged().count() == 2
    assert "Not done" in communications.get(LIST).text


def test_a_job_that_was_killed_is_given_up(communications, topics):
    job = merge(communications, topics)
    BackgroundJob.objects.update(job_started_at=now(), job_heard_at=now() - LONGEST_SILENCE)
    assert said(communications.get(job.url, follow=True)) == [INTERRUPTED]
    work()
    assert Topic.objects.not_merged().count() == 2


def test_a_job_that_was_given_up_while_it_ran_changes_nothing(communications, topics, monkeypatch):
    job = merge(communications, topics)

    def give_up(*args, **kwargs):
        BackgroundJob.objects.update(job_id=None, job_outcome=INTERRUPTED)

    monkeypatch.setattr("pages.topic_merging.log", give_up)
    work()
    job.refresh_from_db()
    assert not job.done_at
    assert Topic.objects.not_merged().count() == 2


def test_whoever_started_it_gets_a_mail(editor, people):
    job = export_people(editor)
    type(job.job_by).objects.filter(pk=job.job_by_id).update(email="ed@example.org")
    assert not mail.outbox
    work()
    [message] = mail.outbox
    assert (message.to, message.subject) == (["ed@example.org"], "A file of 3 people")
    assert "The file is ready." in message.body and job.url in message.body


def test_without_a_queue_the_editor_waits_for_it(communications, topics, settings):
    immediate = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["long"]}
    settings.TASKS = settings.TASKS | {"long": immediate}
    job = merge(communications, topics)
    assert said(communications.get(job.url, follow=True)) == [
        "“Old topic” was merged into “New topic”."
    ]
    assert not mail.outbox
