"""The counter with the map on partners' sites: what it tells, and that it alone may be framed."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.models import Site

from core.models import OrganizationSettings
from members.models import Person, RosterSettings, StatedFigure, roster_change
from tests.members.factories import MemberFactory, TenureFactory

pytestmark = pytest.mark.django_db

FRAMING = "frame-ancestors"


def policy(response):
    """`{directive: sources}` of the Content-Security-Policy."""
    directives = response["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def shown(client):
    return BeautifulSoup(client.get("/embed/").content, "html.parser")


def counters(document):
    return [" ".join(figure.get_text(" ").split()) for figure in document.select(".fig")]


@pytest.fixture
def roster(home):
    settings = RosterSettings.for_site(home.get_site())
    settings.complete = True
    settings.save()
    return settings


def make_member_in_a_county():
    member = MemberFactory()
    county = member.tenures.get().jurisdiction.primary_county
    county.name, county.geoid = "Durham County", "37063"
    county.save()
    return member


def test_it_counts_and_draws_what_the_site_counts(client, roster):
    make_member_in_a_county()
    TenureFactory()
    document = shown(client)
    assert counters(document) == ["1 member", "1 jurisdiction", "1 county reached"]
    assert "Durham County, 1 member" in [title.text for title in document.select(".map-full title")]
    assert "As of " in document.main.text
    assert "isn’t complete" not in document.text


def test_figures_stated_by_hand_carry_their_date(client, roster):
    RosterSettings.objects.update(complete=False)
    StatedFigure.objects.create(
        settings=roster, measure="members", number=83, stated_on="June 2024"
    )
    MemberFactory()
    document = shown(client)
    assert counters(document) == ["83 members as of June 2024"]
    assert "It isn’t complete yet." in document.main.text


def test_it_leads_back_to_the_site_and_says_how(client, roster):
    (link,) = shown(client).find_all("a")
    assert link["href"] == f"{settings.BASE_URL}/members/"
    assert link["target"] == "_blank" and "opens in a new tab" in link.text


def test_it_is_one_light_page_that_search_engines_leave_alone(client, roster):
    response = client.get("/embed/")
    document = BeautifulSoup(response.content, "html.parser")
    assert document.find("meta", {"name": "robots"})["content"] == "noindex"
    canonical = document.find("link", rel="canonical")["href"]
    assert canonical == f"{settings.BASE_URL}/members/"
    assert document.select("header, footer, nav, form, iframe") == []
    assert not response.cookies
    assert len(document.find_all("h1")) == 1


def test_it_says_when_its_people_are_made_up(client, roster):
    assert not shown(client).select(".notice")
    MemberFactory(is_sample=True)
    assert "made up" in shown(client).select_one(".notice").text


def test_any_site_may_frame_it_whatever_it_answers(client, roster):
    first = client.get("/embed/")
    known = {"If-None-Match": first["ETag"]}
    answers = [
        first,
        client.head("/embed/"),
        client.get("/embed/?on=2024-01-01"),
        client.get("/embed/", headers=known),
        client.get("/embed/", headers={"If-Modified-Since": first["Last-Modified"]}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 304, 200]
    for answer in answers:
        assert policy(answer)[FRAMING] == "*"
        assert "X-Frame-Options" not in answer
        assert "no-cache" in answer["Cache-Control"]
    rest = policy(client.get("/members/"))
    assert policy(first) == rest | {FRAMING: "*"}


def test_it_is_sent_again_after_each_change_of_what_it_shows(client, roster, time_machine):
    time_machine.move_to("2026-03-01T15:00:00Z")
    organization = OrganizationSettings.for_site(Site.objects.get())

    def change_roster():
        with roster_change():
            MemberFactory()

    def rename():
        organization.name = "Local Progress North Carolina, renamed"
        organization.save()

    changes = [
        change_roster,
        rename,
        lambda: RosterSettings.objects.update(complete=False),
        lambda: StatedFigure.objects.create(
            settings=roster, measure="members", number=83, stated_on="2024"
        ),
        lambda: StatedFigure.objects.update(number=84),
        lambda: Person.objects.update(is_sample=True),
        lambda: time_machine.move_to("2026-03-02T15:00:00Z"),
    ]
    for change in changes:
        first = client.get("/embed/")
        known = {"If-None-Match": first["ETag"]}
        since = {"If-Modified-Since": first["Last-Modified"]}
        assert client.get("/embed/", headers=known).status_code == 304
        change()
        assert client.get("/embed/", headers=known).status_code == 200
        assert client.get("/embed/", headers=since).status_code == 200


def test_nobody_writes_to_it(client, roster):
    assert client.post("/embed/").status_code == 405


@pytest.mark.parametrize("name", ["Local Progress North Carolina", "\"Quoted\" & <b>'marked'</b>"])
def test_the_code_to_paste_is_on_the_page_of_the_data(client, home, name):
    organization = OrganizationSettings.for_site(home.get_site())
    organization.name = name
    organization.save()
    code = BeautifulSoup(client.get("/data/").content, "html.parser").select_one("pre code").text
    (frame,) = BeautifulSoup(code, "html.parser").find_all(True)
    assert frame.name == "iframe"
    assert frame["src"] == f"{settings.BASE_URL}/embed/"
    assert frame["title"] == f"{name}: our members on the map"
    assert frame["loading"] == "lazy"


def test_no_other_public_address_may_be_framed(public_pages, seeded_site, client):
    retired = Person.objects.public().last()
    Person.objects.filter(pk=retired.pk).update(status=Person.Status.WITHDRAWN)
    machines = ["/news/feed/", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/data/counts.csv"]
    machines += ["/data/members.json", "/data/members.schema.json"]
    missing = ["/no-such-page/", "/embed/x/", "/admin/", retired.get_absolute_url()]
    answers = {**public_pages, **{address: client.get(address) for address in machines + missing}}
    del answers["/embed/"]
    framed = {
        address: (policy(answer)[FRAMING], answer["X-Frame-Options"])
        for address, answer in answers.items()
    }
    assert {
        address: said for address, said in framed.items() if said != ("'self'", "SAMEORIGIN")
    } == {}
    assert len(framed) > 60
