"""What the lists of the roster share."""

from django.views.generic import TemplateView

from core.sections import Section


class SectionView(TemplateView):
    """A page of a section, with the words that staff wrote for it."""

    section_key = None

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(self.section_key)
        return super().get_context_data(section=section, **kwargs)
