"""The pages of an import, from the upload to the undoing."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from members.importing.columns import ROSTER_COLUMNS
from members.models import (
    AcceptedWarning,
    Person,
    RosterImport,
    RosterVersion,
    Tenure,
    roster_change,
)
from spreadsheets.reader import MAX_BYTES
from tests.members.factories import MemberFactory, MembershipFactory, PersonFactory, TenureFactory
from tests.members.imports.files import file_of

pytestmark = pytest.mark.django_db

HEADER = "First name|Last name|Office|Jurisdiction|Member since"
STEPS = ["result", "columns", "preview", "apply", "discard", "undo"]


def address(step, *args):
    return reverse(f"roster_imports:{step}", args=args)


def attached(content, name="members.csv"):
    return SimpleUploadedFile(name, content)


def uploaded(client, *rows, name="members.csv"):
    """Uploads these rows; returns the import."""
    response = client.post(address("add"), {"file": attached(file_of(*rows), name)})
    assert response.status_code == 302, response.context["form"].errors
    roster_import = RosterImport.objects.first()
    assert response["Location"] == address("columns", roster_import.pk)
    return roster_import


def shown(client, roster_import, **query):
    response = client.get(address("preview", roster_import.pk), query)
    assert response.status_code == 200
    return response


def rows_shown(response):
    return [row.number for row in response.context["part"].page]


def said(response):
    return [str(message).strip() for message in response.context["messages"]]


def apply(client, roster_import, **data):
    digest = shown(client, roster_import).context["plan"].digest
    return client.post(address("apply", roster_import.pk), {"digest": digest} | data, follow=True)


@pytest.fixture
def mixed(editor, offices, durham, town, council):
    """An import with a row of each kind: 2 ambiguous, 3 wrong, 4 new, 5 changed, 6 unchanged."""
    MemberFactory(given_name="Mia", family_name="Missing")
    for name in ("Cora", "Una"):
        TenureFactory(
            person__given_name=name, person__family_name="Known", office=council, jurisdiction=town
        )
    return uploaded(
        editor,
        HEADER,
        "Ann|Ambiguous|Commissioner|Durham|2020",
        "Ed|Error|Mayor|Nowhere|2020",
        "Nia|New|City or town council member|Sampleton|2021",
        "Cora|Known|City or town council member|Sampleton|2019",
        "Una|Known|City or town council member|Sampleton|",
    )


def decide(client, roster_import, rows=(), **data):
    data = {"row": [str(row) for row in rows]} | data
    return client.post(address("preview", roster_import.pk), data)


def test_a_file_is_uploaded_matched_and_previewed(editor, mixed):
    page = editor.get(address("columns", mixed.pk))
    fields = page.context["form"].fields.values()
    assert [field.label for field in fields] == HEADER.split("|")
    assert [field.initial for field in fields] == [
        "given_name",
        "family_name",
        "office",
        "jurisdiction",
        "member_since",
    ]
    assert "<div>Sampleton</div>" in page.content.decode()
    data = {f"column-{n}": field.initial for n, field in enumerate(fields)} | {"column-4": ""}
    response = editor.post(address("columns", mixed.pk), data)
    assert response["Location"] == address("preview", mixed.pk)
    assert "Member since" not in RosterImport.objects.get().columns
    page = shown(editor, mixed)
    assert {part: size for part, _, size in page.context["part"].tabs if size} == {
        "ambiguous": 1,
        "error": 1,
        "new": 1,
        "unchanged": 2,
        "missing": 1,
    }
    assert not Person.objects.filter(family_name="New").exists()


@pytest.mark.parametrize(
    "part, rows",
    [("ambiguous", [2]), ("error", [3]), ("new", [4]), ("update", [5]), ("unchanged", [6])],
)
def test_the_preview_shows_the_rows_of_each_kind(editor, mixed, part, rows):
    assert rows_shown(shown(editor, mixed, show=part)) == rows


def test_the_preview_shows_old_and_new_and_what_is_wrong(editor, mixed):
    assert (
        "There is no place called “Nowhere”" in shown(editor, mixed, show="error").content.decode()
    )
    html = shown(editor, mixed, show="update").content.decode()
    assert "<ins>2019</ins>" in html and "<em>(nothing)</em>" in html
    assert rows_shown(shown(editor, mixed)) == [2]


def test_rows_are_decided_page_by_page_and_all_of_it_is_applied_and_undone(editor, mixed, durham):
    missing = Person.objects.get(family_name="Missing")
    decide(editor, mixed, [2], **{"answer-2": str(durham.pk), "go": "show=error"})
    decide(editor, mixed, [3], asked_about_errors="1", skip_errors="on", go="show=missing")
    decide(
        editor,
        mixed,
        missing=str(missing.pk),
        **{f"membership-{missing.pk}": "2025", f"tenures-{missing.pk}": "Dec 2025"},
    )
    page = shown(editor, mixed)
    counts = page.context["plan"].counts
    assert (counts["new"], counts["update"], counts["left_out"], counts["left"]) == (2, 1, 1, 1)
    digest = page.context["plan"].digest
    response = decide(editor, mixed, digest=digest, go="apply")
    assert response["Location"] == f"{address('apply', mixed.pk)}?plan={digest}"
    confirm = editor.get(response["Location"])
    assert ("New", 2) in confirm.context["counts"]
    assert not Person.objects.filter(family_name="New").exists()
    result = editor.post(address("apply", mixed.pk), {"digest": digest}, follow=True)
    assert result.redirect_chain == [(address("result", mixed.pk), 302)]
    html = result.content.decode()
    for person in Person.objects.exclude(given_name="Una"):
        edit = reverse("wagtailsnippets_members_person:edit", args=[person.pk])
        assert f'<a href="{edit}">{person.name}</a>' in html
    assert Tenure.objects.get(person__family_name="Ambiguous").jurisdiction == durham
    assert str(missing.memberships.get().end) == "2025"
    assert str(missing.tenures.get().end) == "December 2025"
    assert not Person.objects.filter(family_name="Error").exists()
    undone = editor.post(address("undo", mixed.pk), follow=True)
    assert said(undone) == ["The import of members.csv was undone."]
    assert not Person.objects.filter(family_name="New").exists()
    assert missing.memberships.get().end is None


def test_what_is_decided_can_be_taken_back(editor, mixed, durham):
    decide(editor, mixed, [2], **{"answer-2": str(durham.pk)})
    assert rows_shown(shown(editor, mixed, show="new")) == [2, 4]
    decide(editor, mixed, [2], **{"again-2": "on"})
    assert rows_shown(shown(editor, mixed, show="new")) == [4]
    decide(editor, mixed, [2], **{"answer-2": "skip"})
    assert rows_shown(shown(editor, mixed, show="left_out")) == [2]
    decide(editor, mixed, [2], **{"answer-2": str(durham.pk)})
    decide(editor, mixed, [4], **{"skip-4": "on"})
    assert rows_shown(shown(editor, mixed, show="left_out")) == [4]
    decide(editor, mixed, [4])
    assert rows_shown(shown(editor, mixed, show="left_out")) == []
    assert RosterImport.objects.get().decisions == {"rows": {"2": {"place": str(durham.pk)}}}


def test_a_decision_that_was_not_seen_in_the_preview_is_shown_before_it_is_applied(editor, mixed):
    response = decide(editor, mixed, [4], **{"skip-4": "on", "go": "apply", "digest": "x"})
    assert response["Location"] == address("preview", mixed.pk)
    assert "Your decisions are saved." in said(shown(editor, mixed))[0]


def test_what_is_worth_a_look_is_accepted_with_a_reason(editor, town, council):
    rows = ["Idle|One|||2020", "Idle|Two|||2020"]
    roster_import = uploaded(editor, HEADER, *rows)
    page = shown(editor, roster_import, show="warned")
    assert rows_shown(page) == [2, 3]
    assert "is a member but has no confirmed office" in page.content.decode()
    digest = page.context["plan"].digest
    for refused in (
        decide(editor, roster_import, [2, 3], digest=digest, go="apply"),
        editor.get(f"{address('apply', roster_import.pk)}?plan={digest}"),
        editor.post(address("apply", roster_import.pk), {"digest": digest}),
        decide(editor, roster_import, [2], **{"reason-2": " Elected ", "go": "apply"}),
    ):
        assert refused["Location"] == f"{address('preview', roster_import.pk)}?show=warned"
    sentences = said(shown(editor, roster_import, show="warned"))
    assert set(sentences) == {"Explain why each flagged row is correct."}
    accepted = decide(editor, roster_import, reason="Known", digest=digest, go="apply")
    assert accepted["Location"] == f"{address('apply', roster_import.pk)}?plan={digest}"
    editor.post(address("apply", roster_import.pk), {"digest": digest})
    warnings = AcceptedWarning.objects.order_by("person__family_name")
    assert [
        (warning.person.family_name, warning.kind, warning.reason, warning.accepted_by.username)
        for warning in warnings
    ] == [
        ("One", "no_tenure", "Elected", "Roster editors"),
        ("Two", "no_tenure", "Known", "Roster editors"),
    ]
    editor.post(address("undo", roster_import.pk))
    assert not Person.objects.exists()


def test_a_date_that_can_not_be_read_is_told_at_the_member(editor, mixed):
    pk = Person.objects.get(family_name="Missing").pk
    decide(editor, mixed, missing=str(pk), **{f"membership-{pk}": "soon"})
    page = shown(editor, mixed, show="missing")
    html = page.content.decode()
    assert "Enter a date such as" in html and 'value="soon"' in html
    assert not page.context["plan"].can_apply


def test_a_long_preview_comes_in_pages(editor, town, council):
    rows = [f"Sample {n}|Person|Mayor|Nowhere|" for n in range(60)]
    roster_import = uploaded(editor, HEADER, *rows)
    seen = []
    for page in (1, 2, 3):
        response = shown(editor, roster_import, show="error", p=page)
        seen += rows_shown(response)
        assert len(response.content) < 200_000
    assert seen == list(range(2, 62))
    editor.post(
        address("preview", roster_import.pk),
        {"row": ["2"], "skip-2": "on", "go": "show=error&p=2"},
    )
    editor.post(address("preview", roster_import.pk), {"row": ["40"], "skip-40": "on"})
    assert rows_shown(shown(editor, roster_import, show="left_out")) == [2, 40]


def test_the_cost_of_a_preview_doesn_t_grow_with_the_rows(
    editor, town, council, django_assert_max_num_queries
):
    def rows(count):
        return [
            f"Sample {n}|Person|City or town council member|Sampleton|2020" for n in range(count)
        ]

    few = uploaded(editor, HEADER, *rows(3))
    shown(editor, few)
    with django_assert_max_num_queries(60) as queries:
        shown(editor, few)
        spent = len(queries)
    many = uploaded(editor, HEADER, *rows(24))
    with django_assert_max_num_queries(spent):
        shown(editor, many)


def test_a_changed_roster_refuses_and_says_what_changed(editor, mixed, admin_client):
    decide(editor, mixed, [2, 3], **{"answer-2": "skip", "skip-3": "on"})
    digest = shown(editor, mixed).context["plan"].digest
    other = uploaded(admin_client, HEADER, "Otto|Other|Mayor|Sampleton|2020")
    apply(admin_client, other)
    version = RosterVersion.current()
    refused = editor.post(address("apply", mixed.pk), {"digest": digest}, follow=True)
    assert refused.redirect_chain == [(address("preview", mixed.pk), 302)]
    [sentence] = said(refused)
    assert "The roster has changed since the preview" in sentence
    assert "Otto Other was changed by admin" in sentence
    assert RosterVersion.current() == version
    assert not Person.objects.filter(family_name="New").exists()
    again = shown(editor, mixed)
    assert said(again) == []
    assert apply(editor, mixed).redirect_chain == [(address("result", mixed.pk), 302)]


def test_the_confirmation_is_for_the_plan_that_was_seen(editor, mixed):
    decide(editor, mixed, [2, 3], **{"answer-2": "skip", "skip-3": "on"})
    digest = shown(editor, mixed).context["plan"].digest
    confirm = f"{address('apply', mixed.pk)}?plan={digest}"
    assert editor.get(confirm).status_code == 200
    with roster_change():
        PersonFactory()
    response = editor.get(confirm, follow=True)
    assert response.redirect_chain == [(address("preview", mixed.pk), 302)]
    assert "The roster has changed" in said(response)[0]
    for query in ("", "?plan=", "?plan=zzz"):
        response = editor.get(address("apply", mixed.pk) + query)
        assert response["Location"] == address("preview", mixed.pk)


def test_what_is_not_decided_is_not_applied(editor, mixed):
    for digest in ("", "zzz", shown(editor, mixed).context["plan"].digest):
        response = editor.post(address("apply", mixed.pk), {"digest": digest}, follow=True)
        assert response.redirect_chain == [(address("preview", mixed.pk), 302)]
        assert said(response)
    assert not Person.objects.filter(family_name="New").exists()


def test_applied_and_undone_imports_are_left_as_they_are(editor, town, council):
    roster_import = uploaded(editor, HEADER, "Nia|New|City or town council member|Sampleton|2021")
    apply(editor, roster_import)
    for step in ("columns", "preview", "apply", "discard"):
        for response in (
            editor.get(address(step, roster_import.pk), follow=True),
            editor.post(address(step, roster_import.pk), follow=True),
        ):
            assert response.redirect_chain == [(address("result", roster_import.pk), 302)]
            assert said(response) == ["This import has already been applied."]
    assert Person.objects.count() == 1
    undone = editor.post(address("undo", roster_import.pk), follow=True)
    assert said(undone) == ["The import of members.csv was undone."]
    for response in (
        editor.get(address("undo", roster_import.pk), follow=True),
        editor.post(address("undo", roster_import.pk), follow=True),
    ):
        assert "already been undone" in said(response)[0]


def test_an_import_that_others_built_on_is_not_undone(editor, town, council):
    roster_import = uploaded(editor, HEADER, "Nia|New|City or town council member|Sampleton|2021")
    apply(editor, roster_import)
    person = Person.objects.get()
    MembershipFactory(person=person)
    person.pronouns = "they/them"
    person.save()
    person.save_revision()
    html = editor.get(address("result", roster_import.pk)).content.decode()
    assert "The import can’t be undone." in html and "Undo this import" not in html
    response = editor.post(address("undo", roster_import.pk), follow=True)
    assert "Nia New was changed" in said(response)[0]
    assert Person.objects.exists()


def test_an_unfinished_import_belongs_to_whoever_began_it(editor, mixed, admin_client):
    decisions = RosterImport.objects.get().decisions
    for step in ("result", "columns", "preview", "apply", "discard"):
        for response in (
            admin_client.get(address(step, mixed.pk), follow=True),
            admin_client.post(address(step, mixed.pk), {"row": "2", "skip-2": "on"}, follow=True),
        ):
            assert response.redirect_chain == [(address("list"), 302)]
            assert "Roster editors uploaded this file" in said(response)[0]
    assert RosterImport.objects.get().decisions == decisions


def test_an_unfinished_import_can_be_discarded(editor, mixed):
    assert "The roster won’t change." in editor.get(address("discard", mixed.pk)).text
    assert RosterImport.objects.exists()
    editor.post(address("discard", mixed.pk))
    assert not RosterImport.objects.exists()


def test_the_list_shows_what_became_of_each_import(editor, mixed, town):
    other = uploaded(editor, HEADER, "Nia|Newer|Mayor|Sampleton|2021", name="other.csv")
    apply(editor, other)
    html = editor.get(address("list")).content.decode()
    for text in ("members.csv", "Not finished", "other.csv", "Applied", "New: 1", "Roster editors"):
        assert text in html, text
    assert editor.get(address("list_results")).status_code == 200
    editor.post(address("undo", other.pk))
    assert "Undone" in editor.get(address("list")).content.decode()


def test_the_list_costs_the_same_for_any_number(editor, django_assert_max_num_queries):
    uploaded(editor, HEADER, "Nia|New|Mayor|Sampleton|2021")
    editor.get(address("list"))
    with django_assert_max_num_queries(30) as queries:
        editor.get(address("list"))
        spent = len(queries)
    for _ in range(5):
        uploaded(editor, HEADER, "Nia|New|Mayor|Sampleton|2021")
    with django_assert_max_num_queries(spent):
        editor.get(address("list"))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_errors_are_downloaded_with_the_rows_own_columns_and_the_reason(
    editor, durham, offices, file_format
):
    roster_import = uploaded(
        editor,
        "Name|Office|Jurisdiction|Remark",
        "'=Ed|Mayor|Nowhere|'@x",
        "Ann|Commissioner|Durham|",
    )
    response = editor.get(address("errors", roster_import.pk, file_format))
    data = b"".join(response.streaming_content)
    if file_format == "csv":
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    else:
        table = [
            [cell or "" for cell in row] for row in load_workbook(io.BytesIO(data)).active.values
        ]
    assert table[0] == ["Name", "Office", "Jurisdiction", "Remark", "Reason"]
    assert table[1][:4] == ["'=Ed", "Mayor", "Nowhere", "'@x"]
    assert "There is no place called “Nowhere”" in table[1][4]
    assert table[2][0] == "Ann" and "Durham" in table[2][4]


def test_errors_with_a_cell_too_long_for_excel_come_as_csv_only(editor):
    roster_import = uploaded(editor, "Name|Office|Remark", f"Ed|Nowhere|{'x' * 32_768}")
    response = editor.get(address("errors", roster_import.pk, "xlsx"), follow=True)
    assert response.redirect_chain == [(address("preview", roster_import.pk), 302)]
    assert "can’t hold the text of 32,768 characters" in response.content.decode()
    csv_file = editor.get(address("errors", roster_import.pk, "csv"))
    assert b"x" * 32_768 in b"".join(csv_file.streaming_content)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_template_has_the_headings_and_can_be_uploaded(editor, file_format):
    response = editor.get(address("template", file_format))
    assert "roster-template-" in response["Content-Disposition"]
    data = b"".join(response.streaming_content)
    refused = editor.post(address("add"), {"file": attached(data, f"template.{file_format}")})
    assert refused.context["form"].errors["file"] == [
        "The file has headings, but no rows below them."
    ]
    if file_format == "csv":
        data += b"Sample,Person" + b"," * (len(ROSTER_COLUMNS.template) - 2) + b"\r\n"
        editor.post(address("add"), {"file": attached(data)})
        keys = RosterImport.objects.get().columns.values()
        assert sorted(keys) == sorted(column.key for column in ROSTER_COLUMNS.template)


def test_every_column_is_explained_on_the_upload_page(editor):
    html = editor.get(address("add")).content.decode()
    for column in ROSTER_COLUMNS.imported:
        assert column.explanation, column.key
        assert f'<th scope="row">{column.header}</th>' in html


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "This file is empty."),
        (b"\x00\x01\x02", ""),
        (b"%PDF-1.7", "This is a PDF document, not a spreadsheet; save it as XLSX or CSV"),
        (b"PK\x03\x04 broken", ""),
        (b"x" * 50, ""),
        (b"kim@example.org,x\na,b", "Row 1 should contain headings"),
        ((b"Name," * 50_000 + b"x"), "50,001 columns"),
    ],
)
def test_a_file_that_can_not_be_read_gets_one_sentence_at_the_field(editor, content, sentence):
    response = editor.post(address("add"), {"file": attached(content)})
    assert response.status_code == 200
    [error] = response.context["form"].errors["file"]
    assert sentence in error
    assert error in response.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert not RosterImport.objects.exists()


def test_an_upload_without_a_file_or_with_a_long_name_is_refused_at_the_field(editor):
    for data, sentence in (
        ({}, "Choose a file."),
        ({"file": "text"}, "Choose a file."),
        ({"file": attached(b"Name\nAnn", "n" * 230 + ".csv")}, "The file’s name is too long."),
    ):
        response = editor.post(address("add"), data)
        assert sentence in response.context["form"].errors["file"][0]


def test_a_file_that_is_too_large_is_refused_without_keeping_it(editor):
    content = b"Name\n" + b"x" * (MAX_BYTES + 2**17)
    response = editor.post(address("add"), {"file": attached(content)})
    [error] = response.context["form"].errors["file"]
    assert error.startswith("This file is larger than 10 MB.")
    assert not response.wsgi_request.FILES


def test_a_length_that_is_not_told_is_no_way_around_the_limit(editor):
    content = b"Name\n" + b"x" * (MAX_BYTES + 1)
    response = editor.post(address("add"), {"file": attached(content)}, CONTENT_LENGTH="")
    assert response.status_code in (200, 400)
    assert not RosterImport.objects.exists()


def test_an_upload_from_another_site_is_refused(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.get(address("add")).status_code == 200
    response = strict.post(address("add"), {"file": attached(b"Name\nAnn")})
    assert response.status_code == 403
    token = strict.cookies["csrftoken"].value
    data = {"csrfmiddlewaretoken": token, "file": attached(b"Name\nAnn")}
    assert strict.post(address("add"), data).status_code == 302


@pytest.mark.parametrize(
    "data, sentence",
    [
        ({}, "Choose the column that contains the names."),
        ({"column-0": "name", "column-1": "name"}, "can’t both be “Name”"),
        ({"column-0": "password"}, "Choose one of the columns in the list."),
        ({"column-0": "full_title"}, "Choose one of the columns in the list."),
        ({"column-99": "name"}, "Choose the column that contains the names."),
        ({"column-0": ["name", "office"]}, ""),
    ],
)
def test_a_bad_match_of_columns_gets_a_sentence(editor, data, sentence):
    roster_import = uploaded(editor, "Name|Office", "Ann|Mayor")
    before = roster_import.columns
    response = editor.post(address("columns", roster_import.pk), data)
    if sentence:
        errors = [error for errors in response.context["form"].errors.values() for error in errors]
        assert any(sentence in error for error in errors)
        assert RosterImport.objects.get().columns == before
    assert response.status_code in (200, 302)


def test_absurd_decisions_change_nothing_and_are_no_error(editor, mixed):
    before = RosterImport.objects.get().decisions
    for data in (
        {},
        {"row": "zzz"},
        {"row": ["2", "999999999999999999999"], "answer-2": "99999999999999999999"},
        {"row": "2", "answer-2": "zzz"},
        {"row": "2", "answer-2": "\x00"},
        {"row": "4", "answer-4": "1"},
        {"missing": "zzz"},
        {"missing": "999999999999999999999", "membership-999999999999999999999": "2020"},
        {"go": "http://example.org/"},
        {"go": "show=zzz&p=zzz"},
        {"go": "show=new&p=99999999999999999999"},
        {"digest": "\x00", "go": "save"},
    ):
        response = editor.post(address("preview", mixed.pk), data, follow=True)
        assert response.status_code in (200, 404), data
        assert response.redirect_chain[0][0].startswith(address("preview", mixed.pk)), data
        assert RosterImport.objects.get().decisions == before, data


def test_absurd_addresses_are_not_found(editor, mixed):
    for query in ("show=zzz", "p=zzz", "p=-1", "p=999", "show=%F0%9F%A6%8C"):
        assert editor.get(f"{address('preview', mixed.pk)}?{query}").status_code == 200
    for pk in (0, mixed.pk + 1, 10**25):
        for step in STEPS:
            assert editor.get(address(step, pk)).status_code == 404
            assert editor.post(address(step, pk)).status_code == 404
        assert editor.get(address("errors", pk, "csv")).status_code == 404
    assert editor.get(address("errors", mixed.pk, "exe")).status_code == 404
    assert editor.get(address("template", "exe")).status_code == 404
    assert editor.get(f"{address('list')}?p=zzz&ordering=zzz").status_code == 200


def test_only_roster_editors_and_administrators_import(client_of, client, mixed):
    addresses = [
        address("list"),
        address("add"),
        address("template", "csv"),
        address("errors", mixed.pk, "csv"),
        *(address(step, mixed.pk) for step in STEPS),
    ]
    communications = client_of("Communications")
    for visitor in (communications, client):
        for url in addresses:
            for response in (visitor.get(url), visitor.post(url)):
                assert response.status_code == 302, url
                assert response["Location"].startswith("/admin/"), url
                assert "roster/imports" not in response["Location"].split("?")[0]
    assert RosterImport.objects.filter(applied_at=None, decisions={}).count() == 1
    menu = "/admin/roster/imports/"
    assert menu not in communications.get("/admin/").content.decode()
    assert menu in client_of("Administrators").get("/admin/").content.decode()


def test_texts_of_a_file_are_shown_as_text(editor, town, council):
    attack = "<script>alert(1)</script>"
    roster_import = uploaded(
        editor, f"Name|Office|Jurisdiction|{attack}", f"{attack}|Mayor|{attack}|{attack}"
    )
    for step in ("columns", "preview"):
        html = editor.get(address(step, roster_import.pk)).content.decode()
        assert attack not in html
        assert "&lt;script&gt;alert(1)" in html


def test_a_text_far_too_long_is_not_printed_whole(editor, town, council):
    long = "Kx" * 2_500
    roster_import = uploaded(
        editor, "Name|Office|Jurisdiction", f"{long}|Mayor|Sampleton", f"Kim Sample|{long}|{long}"
    )
    for step in ("columns", "preview"):
        html = editor.get(address(step, roster_import.pk)).content.decode()
        assert "KxKxKx" in html
        assert "Kx" * 200 not in html
