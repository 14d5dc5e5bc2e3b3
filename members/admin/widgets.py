from wagtail.snippets.widgets import AdminSnippetChooser

from members.models import Jurisdiction, Person


class PlaceChooser(AdminSnippetChooser):
    """Finds a place by its name; a list of all places in each row of a screen would be too long."""

    icon = "site"
    #: The place that is chosen, if it is at hand.
    known = None

    def __init__(self, **kwargs):
        super().__init__(model=Jurisdiction, **kwargs)

    def get_instance(self, value):
        if self.known and str(self.known.pk) == str(value):
            return self.known
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class PersonChooser(AdminSnippetChooser):
    """Shows and saves the survivor in the place of a merged record."""

    def __init__(self, **kwargs):
        super().__init__(model=Person, **kwargs)

    def get_instance(self, value):
        try:
            person = super().get_instance(value)
        except ValueError:
            return None
        return person and person.resolved
