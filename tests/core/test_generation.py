"""The number that rises with every change a visitor could see."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import OperationalError, connection, transaction

from core import generation
from core.generation import ANNOUNCED, GenerationStep, known, prepared
from core.writes import EXEMPT, FetchedRows, counts
from lpnc.models import SeededItem

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_second_of_patience(monkeypatch):
    monkeypatch.setattr(generation, "PATIENCE", 1)


def number():
    return GenerationStep.objects.generation()


def written_by(write):
    """Return by how much the generation rises."""
    before = number()
    write()
    return number() - before


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_a_write_to_any_model_counts_unless_its_table_is_exempt():
    """A new model counts as well, unless somebody lists its table and says why."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.can_migrate
    ]
    tables = {model._meta.db_table: model for model in models}
    for table, model in tables.items():
        key = connection.ops.quote_name(model._meta.pk.column)
        nothing = f"UPDATE {connection.ops.quote_name(table)} SET {key} = {key} WHERE 1 = 0"
        assert written_by(lambda sql=nothing: execute(sql)) == (table not in EXEMPT), table
    assert len(tables) > 90
    missing = set(EXEMPT) - set(tables) - {"django_migrations"}
    assert not missing or missing == {"wagtailsearch_indexentry_fts"}


WAYS = {
    "save": lambda: SeededItem(key="a").save(),
    "create": lambda: SeededItem.objects.create(key="a"),
    "bulk_create": lambda: SeededItem.objects.bulk_create([SeededItem(key="a")]),
    "get_or_create": lambda: SeededItem.objects.get_or_create(key="a"),
    "update": lambda: Group.objects.update(name="x"),
    "bulk_update": lambda: Group.objects.bulk_update(Group.objects.all(), ["name"]),
    "delete": lambda: Group.objects.filter(name="Known").delete(),
    "raw delete": lambda: Group.objects.filter(name="Known")._raw_delete("default"),
    "many to many": lambda: Group.objects.get().permissions.add(Permission.objects.first()),
    "raw SQL": lambda: execute("update auth_group set name = %s", "x"),
    "raw SQL with a common table expression": lambda: execute(
        "WITH named AS (SELECT 'x' AS name) UPDATE auth_group SET name = (SELECT name FROM named)"
    ),
    "a transaction": lambda: transaction.atomic(SeededItem(key="a").save)(),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_way_to_write(way):
    Group.objects.all().delete()
    Group.objects.create(name="Known")
    assert written_by(WAYS[way]) == 1


@pytest.mark.parametrize(
    "sql, counted",
    [
        ("SELECT 'UPDATE auth_group SET'", False),
        ("(SELECT 1) UNION SELECT id FROM auth_group FOR UPDATE OF auth_group", False),
        (
            "INSERT INTO wagtailsearch_indexentry (id) VALUES (1) ON CONFLICT DO UPDATE SET id = 2",
            False,
        ),
        ("insert or ignore into auth_group (id) values (1)", True),
        ("TRUNCATE TABLE auth_group", True),
        ("DELETE\nFROM ONLY auth_group", True),
        ('SAVEPOINT "s"', False),
    ],
)
def test_which_statements_count(sql, counted):
    assert counts(sql) is counted


def test_a_transaction_counts_once_and_one_rolled_back_does_not():
    def two():
        with transaction.atomic():
            SeededItem.objects.create(key="a")
            SeededItem.objects.create(key="b")

    def none():
        with transaction.atomic():
            SeededItem.objects.create(key="c")
            transaction.set_rollback(True)

    assert written_by(two) == 1
    assert written_by(none) == 0


def test_a_savepoint_that_is_rolled_back_takes_its_step_along():
    def write():
        with transaction.atomic():
            with transaction.atomic():
                SeededItem.objects.create(key="lost")
                transaction.set_rollback(True)
            SeededItem.objects.create(key="saved")

    assert written_by(write) == 1
    assert list(SeededItem.objects.values_list("key", flat=True)) == ["saved"]


def test_a_row_that_a_statement_returns_is_still_there_after_the_commit():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('x'), ('y'), ('z') RETURNING name")
        assert isinstance(cursor.cursor, FetchedRows)
        assert cursor.fetchone() == ("x",)
        assert cursor.fetchmany(1) == [("y",)]
        assert list(cursor) == [("z",)]
        assert cursor.fetchall() == []
        cursor.execute("SELECT 7")
        assert cursor.fetchone() == (7,)


def test_merging_the_steps_keeps_their_sum():
    for key in "abc":
        SeededItem.objects.create(key=key)
    before = number()
    assert GenerationStep.objects.merge() > 1
    assert (number(), GenerationStep.objects.count()) == (before, 1)
    assert GenerationStep.objects.merge() == 1


class TestWhatAProcessKnows:
    def test_its_own_changes_at_once(self):
        before = generation.current()
        SeededItem.objects.create(key="a")
        assert generation.current() == before + 1

    def test_changes_of_other_processes_when_they_are_announced(self):
        known.hear("old token")
        before = generation.current()
        GenerationStep.objects.create()
        known.hear("old token")
        assert generation.current() == before
        known.hear("new token")
        assert generation.current() == before + 1

    def test_changes_that_nobody_announced_after_a_second(self):
        before = generation.current()
        GenerationStep.objects.create()
        known.read_at -= generation.PATIENCE
        assert generation.current() == before + 1

    def test_what_is_announced_while_the_database_is_read(self, monkeypatch):
        """Whoever reads then may have read what was there before."""
        before, real = generation.current(), type(GenerationStep.objects.all()).generation

        def read_and_hear(steps):
            number = real(steps)
            GenerationStep.objects.create()
            known.hear("new token")
            return number

        monkeypatch.setattr(type(GenerationStep.objects.all()), "generation", read_and_hear)
        known.read_at -= generation.PATIENCE
        assert generation.current() == before
        monkeypatch.undo()
        assert generation.current() == before + 1

    @pytest.mark.parametrize("token", ["old token", "new token"])
    def test_a_slow_reader_does_not_bring_an_earlier_number_back(self, monkeypatch, token):
        known.hear("old token")
        before, real = generation.current(), type(GenerationStep.objects.all()).generation

        def read_slowly(steps):
            number = real(steps)
            monkeypatch.undo()
            monkeypatch.setattr(generation, "PATIENCE", 1)
            GenerationStep.objects.create()
            known.hear(token)
            known.read()  # as another thread does
            return number

        monkeypatch.setattr(type(GenerationStep.objects.all()), "generation", read_slowly)
        known.read_at -= generation.PATIENCE
        generation.current()
        assert generation.current() == before + 1

    def test_the_last_number_while_the_database_is_down(self, monkeypatch):
        before = generation.current()
        known.read_at -= generation.PATIENCE

        def fail(steps):
            raise OperationalError("down")

        monkeypatch.setattr(type(GenerationStep.objects.all()), "generation", fail)
        assert generation.current() == before
        known.forget()  # like a process that hasn't read it yet
        assert generation.current() == before
        monkeypatch.undo()
        SeededItem.objects.create(key="a")
        assert generation.current() == before + 1

    def test_it_announces_after_the_commit(self):
        with transaction.atomic():
            SeededItem.objects.create(key="a")
            assert cache.get(ANNOUNCED) is None
        first = cache.get(ANNOUNCED)
        SeededItem.objects.create(key="b")
        assert first and cache.get(ANNOUNCED) not in (None, first)


class TestPrepared:
    @pytest.fixture
    def find(self):
        made = []

        @prepared
        def find(argument):
            made.append(argument)
            return len(made)

        return find

    def test_made_once_for_each_argument(self, find):
        assert [find("a"), find("b"), find("a")] == [1, 2, 1]

    def test_made_anew_after_a_change_and_at_midnight(self, find):
        with time_machine.travel(datetime(2026, 11, 30, 4, 59, tzinfo=UTC), tick=False) as clock:
            assert [find("a"), find("a")] == [1, 1]
            clock.shift(120)
            assert find("a") == 2
        SeededItem.objects.create(key="a")
        assert [find("a"), find("a")] == [3, 3]

    def test_a_transaction_that_has_written_keeps_nothing(self, find):
        with transaction.atomic():
            assert [find("a"), find("a")] == [1, 1]
            SeededItem.objects.create(key="a")
            assert [find("a"), find("a")] == [2, 3]
            transaction.set_rollback(True)
        assert find("a") == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
class TestTwoConnections:
    @pytest.fixture
    def elsewhere(self):
        """Return a function that does something in another thread, so with a connection of its own."""

        def finish(work):
            execute("SET lock_timeout = '1s'")
            result = work()
            connection.close()
            return result

        with ThreadPoolExecutor(1) as other:
            yield lambda work: other.submit(finish, work).result()

    def test_a_long_transaction_holds_up_no_one_and_counts_when_it_commits(self, elsewhere):
        before = number()
        with transaction.atomic():
            SeededItem.objects.create(key="slow")
            elsewhere(lambda: SeededItem.objects.create(key="quick"))
            assert elsewhere(number) == before + 1
        assert number() == before + 2

    def test_merging_misses_no_step_that_commits_meanwhile(self, elsewhere):
        SeededItem.objects.create(key="a")
        SeededItem.objects.create(key="b")
        before = number()
        with transaction.atomic():
            GenerationStep.objects.merge()
            elsewhere(lambda: SeededItem.objects.create(key="meanwhile"))
        assert number() == before + 1
