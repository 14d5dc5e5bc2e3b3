import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import (
    AcceptedWarning,
    DifferentPeople,
    Merge,
    Person,
    RosterVersion,
    roster_change,
)
from tests.factories import ImageFactory
from tests.members.factories import (
    ContactFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.screens import address as record_address

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"roster_duplicates:{name}", args=args)


@pytest.fixture
def pair():
    first = PersonFactory(given_name="Kim", family_name="Example", private_notes="One note")
    second = PersonFactory(given_name="Kimberly", family_name="Example", private_notes="Two notes")
    tenure = TenureFactory(person=first, seat_label="Ward 1", title="Ward One Member")
    where = {name: getattr(tenure, name) for name in ("office", "jurisdiction", "seat_label")}
    TenureFactory(person=second, title="Member for Ward One", source="Clerk", **where)
    ContactFactory(person=second, sort_order=0)
    return first, second


def main(response):
    return BeautifulSoup(response.content, "html.parser").find("main")


def text(response):
    return " ".join(main(response).get_text(" ").split())


def answers(response):
    """Return what the form on the screen would send unchanged."""
    fields = main(response).find_all("form")[-1].find_all("input")
    return {
        field["name"]: field.get("value", "")
        for field in fields
        if field.get("name")
        and (field["type"] == "hidden" or field.has_attr("checked"))
        and field["name"] != "csrfmiddlewaretoken"
    }


def compared(editor, pair):
    return editor.get(address("merge", *(person.pk for person in pair)))


def test_from_the_duplicates_to_one_record_and_back(editor, pair):
    first, second = pair
    listed = editor.get(address("list"))
    assert "1 pair of records may belong to one person" in text(listed)
    assert "Likely the same person" in text(listed)
    compare = main(listed).find("a", string="Compare and merge")["href"]
    data = answers(editor.get(compare)) | {"field-given_name": "second", "survivor": "second"}
    summary = editor.post(compare, data)
    assert "One record stays, at the address /members/kimberly-example/" in text(summary)
    assert "Given name Kimberly" in text(summary)
    assert "One note Two notes" in text(summary)
    assert "Ward One Member, Ward 1, since December 2021, which you did not choose" in text(summary)
    assert not Merge.objects.exists()
    done = editor.post(compare, answers(summary) | {"merge": "1"}, follow=True)
    assert "Kim Example is now one record with" in done.content.decode()
    assert "No two records look like the same person" in text(done)
    survivor = Person.objects.get(pk=second.pk)
    assert (survivor.given_name, survivor.private_notes) == ("Kimberly", "One note\n\nTwo notes")
    assert [tenure.title for tenure in survivor.tenures.all()] == ["Member for Ward One"]
    made = Merge.objects.get()
    assert (made.survivor, made.merged, made.made_by.username) == (second, first, "Roster editors")

    assert "Kim Example (Person ID" in text(editor.get(address("merges")))
    undo = address("undo", made.pk)
    assert "makes two records again" in text(editor.get(undo))
    undone = editor.post(undo, follow=True)
    assert "are two records again" in undone.content.decode()
    assert "Undone on" in text(undone) and "by Roster editors" in text(undone)
    assert Person.objects.get(pk=first.pk).merged_into is None


def test_a_merge_asks_why_what_is_unusual_is_right(editor):
    people = PersonFactory(name="Kim Example"), PersonFactory(name="Kim Example")
    for person in people:
        MembershipFactory(person=person, start="2020")
    url = address("merge", *(person.pk for person in people))
    summary = editor.post(url, answers(editor.get(url)))
    asked = editor.post(url, answers(summary) | {"merge": "1"})
    assert "Kim Example is a member but has no confirmed office" in text(asked)
    assert "Go back to the choices, or explain here why it is correct." in text(asked)
    assert not Merge.objects.exists()
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    answered = answers(asked) | {"merge": "1"}
    refused = editor.post(url, answered | {"reason-no_tenure": " "})
    assert "Explain why it is correct." in text(refused)
    editor.post(url, answered | {"reason-no_tenure": "Runs again"})
    survivor = Merge.objects.get().survivor
    (accepted,) = survivor.accepted_warnings.all()
    assert (accepted.reason, accepted.accepted_by.username) == ("Runs again", "Roster editors")

    editor.post(address("undo", Merge.objects.get().pk))
    assert Merge.objects.get().undone_at
    assert not AcceptedWarning.objects.exists()


def test_the_summary_leads_back_to_the_choices_as_they_were_made(editor, pair):
    url = address("merge", *(person.pk for person in pair))
    data = answers(editor.get(url)) | {"field-given_name": "second", "survivor": "second"}
    back = editor.post(url, answers(editor.post(url, data)) | {"back": "1"})
    assert answers(back) == data
    assert not Merge.objects.exists()


def test_every_field_that_differs_is_asked_about_and_the_others_are_shown(editor, pair):
    first, second = pair
    image = ImageFactory()
    Person.objects.filter(pk=first.pk).update(biography="<p>Hello <b>there</b></p>", pronouns="she")
    Person.objects.filter(pk=second.pk).update(portrait=image, status="retired", pronouns="she")
    response = compared(editor, pair)
    legends = [legend.get_text() for legend in main(response).find_all("legend")]
    assert legends == [
        "Which record’s address stays?",
        "Given name",
        "Name as shown",
        "Name to sort by",
        "Portrait",
        "Biography",
        "Private notes",
        "Status",
        "Ward One Member",
    ]
    assert main(response).find("b", string="there")
    assert "The same in both Family name Example Pronouns she" in text(response)
    assert "Contacts Email: council@example.org (not published) (Record 2)" in text(response)
    assert answers(response)["field-portrait"] == "second"
    assert answers(response)["field-biography"] == "first"
    assert answers(response)["field-private_notes"] == "both"


def test_the_row_of_which_more_is_known_is_suggested(editor, pair):
    key = f"tenures-{pair[0].tenures.get().pk}"
    assert answers(compared(editor, pair))[key] == "second"


def test_the_older_record_is_the_first_whichever_way_one_comes(editor, pair):
    turned = compared(editor, pair[::-1])
    assert text(turned) == text(compared(editor, pair))


def test_an_answer_that_is_none_changes_nothing(editor, pair):
    url = address("merge", *(person.pk for person in pair))
    data = answers(editor.get(url)) | {"merge": "1"}
    for field in ("survivor", "field-given_name", "version", "tenures"):
        name = next(name for name in data if name.startswith(field))
        for value in ("", "zzz", "both", "\x00", "9" * 400, None):
            sent = data | {name: value}
            if value is None:
                del sent[name]
            response = editor.post(url, sent)
            assert response.status_code in (200, 400), (name, value)
            if response.status_code == 200:
                assert "othing was merged" in text(response), (name, value)
            assert not Merge.objects.exists(), (name, value)


def test_a_merge_over_a_newer_roster_is_refused_and_keeps_the_choices(editor, pair):
    url = address("merge", *(person.pk for person in pair))
    data = answers(editor.get(url)) | {"field-given_name": "second"}
    with roster_change():
        MembershipFactory(person=pair[1])
    refused = editor.post(url, data | {"merge": "1"})
    assert "nothing was merged" in refused.content.decode()
    assert not Merge.objects.exists()
    assert "Membership Member, since 2020 (Record 2)" in text(refused)
    again = answers(refused)
    assert again == data | {"version": str(RosterVersion.current())}
    editor.post(url, again | {"merge": "1"})
    assert Merge.objects.get().survivor == pair[0]


def test_a_merge_of_what_another_editor_has_merged_is_a_sentence(editor, pair):
    url = address("merge", *(person.pk for person in pair))
    data = answers(editor.get(url))
    merge(suggested(*pair))
    response = editor.post(url, data | {"merge": "1"}, follow=True)
    assert "Kimberly Example has already been merged into Kim Example." in response.content.decode()
    assert Merge.objects.count() == 1


def test_saving_a_record_that_was_merged_meanwhile_loses_nothing(editor, pair):
    merge(suggested(*pair))
    response = editor.post(record_address(pair[1]), {"given_name": "Zzz"})
    assert "was merged into" in response.content.decode()
    assert Person.objects.get(pk=pair[1].pk).given_name == "Kimberly"


def test_records_are_chosen_from_a_persons_own_screen(editor, pair):
    first, second = pair
    choose = address("choose", first.pk)
    assert choose in editor.get(record_address(first)).content.decode()
    shown = editor.get(choose)
    assert main(shown).find("a", href=address("merge", first.pk, second.pk))
    response = editor.post(choose, {"other": second.pk})
    assert response.url == address("merge", first.pk, second.pk)


def test_what_can_not_be_merged_is_refused_where_it_is_chosen(editor, pair):
    first, second = pair
    withdrawn = PersonFactory(name="Example Withdrawn", status="withdrawn")
    merged = PersonFactory(name="Example Merged", merged_into=second)
    sample = PersonFactory(name="Sample Member", is_sample=True)
    for other, sentence in (
        (first.pk, "A record can’t be merged with itself."),
        (withdrawn.pk, "Example Withdrawn was withdrawn for privacy"),
        (merged.pk, "Example Merged has already been merged into Kimberly Example."),
        (sample.pk, "Sample Member is a made-up person"),
        ("", "Choose the other record."),
        ("9" * 30, "There is no such record."),
        ("zzz", "There is no such record."),
    ):
        response = editor.post(address("choose", first.pk), {"other": other})
        assert response.status_code == 200 and sentence in text(response), other
    for person in (withdrawn, merged):
        assert editor.get(address("choose", person.pk)).url == address("list")
        shown = editor.get(address("merge", first.pk, person.pk), follow=True)
        assert str(person) in shown.content.decode() and shown.request["PATH_INFO"] == address(
            "list"
        )
    for one, other in ((first.pk, first.pk), (first.pk, 10**30), (10**30, 10**30)):
        response = editor.get(address("merge", one, other))
        assert response.status_code == 302 or response.status_code == 404


def test_two_people_are_noted_and_shown_again(editor, pair):
    different = {"first": pair[1].pk, "second": pair[0].pk}
    response = editor.post(address("different"), different, follow=True)
    assert "are marked as two people" in response.content.decode()
    assert "Marked as two people Kim Example (Person ID" in text(response)
    assert "No two records look like the same person" in text(response)
    editor.post(address("different"), different)
    said = DifferentPeople.objects.get()
    assert (said.first, said.second, said.said_by.username) == (*pair, "Roster editors")
    response = editor.post(address("different"), different | {"again": "1"}, follow=True)
    assert "1 pair of records" in text(response) and not DifferentPeople.objects.exists()


@pytest.mark.parametrize("other", ["", "zzz", "0", "9" * 30, "same", "\x00"])
def test_noting_what_is_no_pair_changes_nothing(editor, pair, other):
    data = {"first": pair[0].pk, "second": pair[0].pk if other == "same" else other}
    response = editor.post(address("different"), data, follow=True)
    assert response.status_code in (200, 400)
    assert not DifferentPeople.objects.exists()


def test_undoing_what_was_built_on_is_refused_in_words(editor, pair):
    made = merge(suggested(*pair))
    with roster_change():
        Person.objects.filter(pk=pair[0].pk).update(biography="<p>New</p>")
    shown = editor.get(address("undo", made.pk))
    assert "Kim Example has since been changed" in text(shown) and "the biography" in text(shown)
    assert not main(shown).find("button", string="Undo the merge")
    response = editor.post(address("undo", made.pk), follow=True)
    assert "can’t be undone" in response.content.decode()
    assert Person.objects.get(pk=pair[1].pk).merged_into == pair[0]


def test_only_those_who_keep_the_roster_reach_the_screens(client_of, client, pair):
    made = merge(suggested(*MemberFactory.create_batch(2)))
    screens = [
        address("list"),
        address("choose", pair[0].pk),
        address("merge", *(person.pk for person in pair)),
        address("merges"),
        address("undo", made.pk),
    ]
    communications = client_of("Communications")
    for url in screens:
        assert communications.get(url).url == "/admin/"
        assert communications.post(url).status_code in (302, 405)
        assert "/admin/login/" in client.get(url).url
    communications.post(address("different"), {"first": pair[0].pk, "second": pair[1].pk})
    assert not DifferentPeople.objects.exists()
    assert "Duplicates" not in communications.get("/admin/").content.decode()
    for role in ("Roster editors", "Administrators"):
        assert all(client_of(role).get(url).status_code == 200 for url in screens[:1])


@pytest.mark.parametrize("name", ["list", "merges"])
@pytest.mark.parametrize("page", ["zzz", "0", "99", "-1", "\x00", "9" * 30])
def test_pages_that_are_not_there_are_not_found(editor, pair, name, page):
    assert editor.get(address(name), {"p": page}).status_code in (400, 404)


def test_the_screens_cost_the_same_for_any_number(editor, django_assert_max_num_queries):
    def crowd(number):
        for _ in range(number):
            first, second = MemberFactory.create_batch(2, given_name="Kim", family_name="Example")
            ContactFactory(person=first)
            merge(suggested(first, second))
        for person in MemberFactory.create_batch(2, name=f"Ann Example{number}"):
            ContactFactory(person=person)
        one, other = MemberFactory.create_batch(2)
        DifferentPeople.objects.create(first=one, second=other)

    crowd(2)
    editor.get(address("list"))
    for name in ("list", "merges"):
        with django_assert_max_num_queries(30) as few:
            assert editor.get(address(name)).status_code == 200
        crowd(3)
        with django_assert_max_num_queries(len(few)):
            editor.get(address(name))
