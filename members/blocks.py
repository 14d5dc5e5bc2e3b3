"""Blocks of a page's body that show people, places and figures of the roster."""

from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import BodyBlock, FigureBlock


class PersonBlock(SnippetChooserBlock):
    """A person from the roster; titles of all those on a page are fetched at once."""

    def __init__(self, **kwargs):
        super().__init__("members.Person", **kwargs)

    def bulk_to_python(self, values):
        survivors = self.model_class.objects.survivors(values)
        people = self.model_class.objects.marked_public().with_titles()
        found = people.in_bulk(survivors.values())
        return [found.get(survivors[pk]) for pk in values]

    class Meta:
        icon = "user"
        template = "blocks/person.html"
        description = "Somebody from the roster, with the title of the day."


class PlaceBlock(SnippetChooserBlock):
    def __init__(self, **kwargs):
        super().__init__("members.Jurisdiction", **kwargs)

    class Meta:
        icon = "site"
        template = "blocks/place.html"
        description = "A county, town or school district from the roster."


class RosterBodyBlock(BodyBlock):
    """A body with what the roster knows."""

    person = PersonBlock(group="From the roster", help_text="Pick the person to show.")
    place = PlaceBlock(group="From the roster", help_text="Pick the place to show.")
    figure = FigureBlock(group="From the roster", label="Live figure")
