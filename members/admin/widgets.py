from wagtail.snippets.widgets import AdminSnippetChooser

from members.models import Jurisdiction, Person


class PlaceChooser(AdminSnippetChooser):
    """A chooser that finds a place by name, since a list of all places in each row would be too long."""

    icon = "site"
    #: The chosen place, if it is already loaded.
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
    """A chooser that replaces a merged record with its survivor."""

    def __init__(self, **kwargs):
        super().__init__(model=Person, **kwargs)

    def get_instance(self, value):
        try:
            person = super().get_instance(value)
        except ValueError:
            return None
        return person and person.resolved
