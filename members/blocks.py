"""Body blocks that show people, places and figures from the roster."""

from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import BodyBlock, FigureBlock


class PersonBlock(SnippetChooserBlock):
    """A person from the roster; the titles of all people on a page are fetched at once."""

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
        description = "A person from the roster, with their title on the page’s date."


class PlaceBlock(SnippetChooserBlock):
    def __init__(self, **kwargs):
        super().__init__("members.Jurisdiction", **kwargs)

    class Meta:
        icon = "site"
        template = "blocks/place.html"
        description = "A county, town or school district from the roster."


class RosterBodyBlock(BodyBlock):
    """A page's body with blocks from the roster."""

    person = PersonBlock(group="From the roster", help_text="Choose the person to show.")
    place = PlaceBlock(group="From the roster", help_text="Choose the place to show.")
    figure = FigureBlock(group="From the roster", label="Live figure")
