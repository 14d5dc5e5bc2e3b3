"""Content for every block, every kind of news, pictures and texts of maximum length."""

from members.models import Jurisdiction, Office, Person
from news.models import NewsPage
from pages.styleguide import blocks
from pages.styleguide.samples import (
    ADDRESS,
    ARABIC_HEADLINE,
    ARABIC_NAME,
    LONG_HEADLINE,
    LONG_NAME,
    VIDEO,
    Samples,
)
from tests import factories
from tests.members.factories import MemberFactory


class SavedSamples(Samples):
    """The style guide's samples, of which a page can keep the people as well."""

    def person(self, **values):
        return Person.objects.get(name=LONG_NAME)


def show():
    """Adds it all to the site; `{"what it is": "its address"}`."""
    picture = factories.ImageFactory(file__width=2000, file__height=1500, credit="Nobody")
    factories.DocumentFactory()
    place = Jurisdiction.objects.get(slug="city-durham")
    office = Office.objects.order_by("pk").first()
    long_named, right_to_left = (
        MemberFactory(
            name=name, portrait=portrait, tenure__office=office, tenure__jurisdiction=place
        )
        for name, portrait in ((LONG_NAME, picture), (ARABIC_NAME, None))
    )
    story = factories.NewsPageFactory(title=LONG_HEADLINE, picture=picture, date="November 2026")
    factories.NewsPageFactory(title=ARABIC_HEADLINE, date="October 2026")
    video = factories.NewsPageFactory(kind="video", video_url=VIDEO, picture=picture)
    clipping = factories.NewsPageFactory(
        kind="clipping", outlet="The Example Observer", outside_url=ADDRESS
    )
    every_block = factories.StandardPageFactory(title=LONG_HEADLINE, slug="every", body=body())
    return {
        "every block": every_block.url,
        "a story": story.url,
        "a video": video.url,
        "a clipping": clipping.url,
        "a newsletter": NewsPage.objects.filter(kind="newsletter").first().url,
        "a long name": long_named.get_absolute_url(),
        "a name from right to left": right_to_left.get_absolute_url(),
    }


def body():
    """Each block of a body in each state that the style guide shows."""
    shown = [
        (entry.name, entry.block.normalize(value))
        for entry in blocks.entries(SavedSamples())
        if entry.name in blocks.BODY
        for _, value, *_ in entry.states
    ]
    assert {name for name, _ in shown} == set(blocks.BODY)
    return shown
