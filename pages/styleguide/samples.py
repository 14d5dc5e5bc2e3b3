"""Records for the guide: real ones where the site has them, else unsaved ones with made-up values."""

import re
from datetime import date
from functools import cached_property
from types import SimpleNamespace

from django.contrib.staticfiles.storage import staticfiles_storage
from wagtail.documents import get_document_model
from wagtail.models import Site

from campaigns.models import CampaignPage
from core.models import CustomImage, Rendition
from members.models import CountedRoster, Jurisdiction, Office, Person, Tenure
from news.models import NewsPage
from pages.models import ResourcePage

LONG_NAME = "Maximiliana Example-Featherstonehaugh of the Very Long Surname"
LONG_HEADLINE = (
    "An example headline of a hundred and forty characters, which is as long as an editor can write "
    "one, and it has to wrap here without any harm"
)
ARABIC_NAME = "فلانة الفلانية"
ARABIC_HEADLINE = "عنوان للمثال فقط"
EMOJI_NAME = "Example 🌻 Person"
SUMMARY = (
    "A made-up summary, in one or two sentences, that says what the piece is about and for whom."
)
ADDRESS = "https://example.org/"
VIDEO = "https://vimeo.com/76979871"
EXAMPLE_CONTACT = {
    "email": "example@example.org",
    "phone": "919 555 0100",
    "address": "1 Example Street\nExample, NC 27000",
    "social_links": [{"value": {"href": ADDRESS, "label": "An example"}}],
}
DURHAM = {"kind": "city", "name": "Durham", "governing_body": "City Council"}
DURHAM_COUNTY = {
    "kind": "county",
    "name": "Durham County",
    "geoid": "37063",
    "governing_body": "Board of Commissioners",
}


class Samples:
    """The records used to render the guide once."""

    @cached_property
    def city(self):
        found = Jurisdiction.objects.filter(slug="city-durham").select_related("primary_county")
        return found.first() or Jurisdiction(slug="city-durham", **DURHAM)

    @cached_property
    def county(self):
        found = Jurisdiction.objects.filter(slug="county-durham").first()
        return found or Jurisdiction(slug="county-durham", **DURHAM_COUNTY)

    @cached_property
    def unmapped_place(self):
        """A place with a long name and an unknown county."""
        name = "Example-on-the-River and Lower Example Consolidated Schools"
        return Jurisdiction(kind="school_district", name=name, slug=self.city.slug)

    @cached_property
    def office(self):
        name = "City or town council member"
        return Office.objects.filter(name=name).first() or Office(name=name)

    @cached_property
    def roster(self):
        return CountedRoster()

    @cached_property
    def counties(self):
        return list(Jurisdiction.objects.counties().order_by("name"))

    @cached_property
    def committee(self):
        return list(Person.objects.on_committee().with_titles())

    @cached_property
    def campaigns(self):
        """The published campaigns, or else a made-up one for each quilt block."""
        patterns = CampaignPage.Pattern.values
        made_up = [self.campaign(f"An example campaign in {p}", p) for p in patterns]
        return list(CampaignPage.objects.published().in_list_order()[:4]) or made_up

    @cached_property
    def news(self):
        return list(NewsPage.objects.published().in_list_order()[:4]) or self.news_of_each_kind

    @cached_property
    def news_of_each_kind(self):
        return [self.news_item(kind) for kind in NewsPage.Kind.values]

    @cached_property
    def picture(self):
        return CustomImage.objects.order_by("pk").first() or drawn_picture()

    @cached_property
    def document(self):
        made_up = SimpleNamespace(
            title="An example of a file",
            url=ADDRESS,
            file_extension="pdf",
            get_file_size=245_760,
        )
        return get_document_model().objects.order_by("pk").first() or made_up

    @cached_property
    def home_path(self):
        """The address of the home page, which unsaved pages borrow so that their links work."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        return site.root_page.url_path if site else "/"

    def campaign(self, title, pattern="star", **values):
        return CampaignPage(
            title=title,
            slug="example",
            summary=SUMMARY,
            pattern=pattern,
            url_path=self.home_path,
            **values,
        )

    def news_item(self, kind="story", title="", day="March 2026", **values):
        label = NewsPage.Kind(kind).label.lower()
        if kind == "clipping":
            values |= {"outlet": "The Example Observer", "outside_url": ADDRESS}
        return NewsPage(
            title=title or f"A made-up headline of the kind {label}",
            slug=f"example-{kind}",
            kind=kind,
            date=day,
            summary=SUMMARY,
            url_path=self.home_path,
            **values,
        )

    def resource(self, title="A made-up resource", kind="brief"):
        return ResourcePage(
            title=title,
            slug="example",
            kind=kind,
            year=2026,
            summary=SUMMARY,
            url_path=self.home_path,
        )

    def person(self, name="Example Person", states=("current",), place=None, **values):
        """Return a made-up person with a tenure in each of `states`."""
        person = Person(name=name, slug=self.person_slug, **values)
        person.stated_tenures = [self.tenure(state, jurisdiction=place) for state in states]
        return person

    @cached_property
    def person_slug(self):
        return next((person.slug for person in self.committee), "example")

    def tenure(self, state="current", jurisdiction=None, **values):
        values.setdefault("start", "December 4, 2023")
        if state == "former":
            values.setdefault("end", "December 2025")
        tenure = Tenure(
            office=self.office,
            jurisdiction=jurisdiction or self.city,
            recorded_on=date(2026, 1, 1),
            **values,
        )
        tenure.state = state
        return tenure


def drawn_picture(**values):
    """Return an unsaved picture that shows one of the site's own drawings in every size."""
    picture = CustomImage(title="An example", description="A quilt of many patches", **values)

    def get_renditions(*filters):
        return {found.spec: drawn_rendition(picture, found.spec) for found in filters}

    picture.get_renditions = get_renditions
    return picture


def drawn_rendition(picture, spec):
    width, height = re.search(r"(?:fill-(\d+)x|width-)(\d+)", spec).groups()
    width, height = (int(width), int(height)) if width else (int(height), int(height) * 2 // 3)
    rendition = Rendition(image=picture, file="img/quilt.svg", width=width, height=height)
    rendition.file.storage = staticfiles_storage
    return rendition
