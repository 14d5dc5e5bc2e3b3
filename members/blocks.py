"""Body blocks that show people, places and figures from the roster."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import BodyBlock
from core.figures import figure_choices, live_figures


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


class FigureBlock(blocks.StructBlock):
    measure = blocks.ChoiceBlock(
        choices=figure_choices,
        default="members",
        label="What it counts",
        help_text="Choose which number to show, such as how many members there are.",
    )

    class Meta:
        icon = "order"
        template = "blocks/figure.html"
        description = (
            "A number that stays current, such as local wins, members or places. Until the roster is "
            "complete, members and places use the numbers in the settings, with their date."
        )
        preview_value = {"measure": "members"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["figure"] = next(iter(live_figures([value["measure"]], context)), None)
        return context


class RosterBodyBlock(BodyBlock):
    """A page's body with blocks from the roster."""

    person = PersonBlock(group="From the roster", help_text="Choose the person to show.")
    place = PlaceBlock(group="From the roster", help_text="Choose the place to show.")
    figure = FigureBlock(group="From the roster", label="Live figure")
