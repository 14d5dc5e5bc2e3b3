"""The common base of the roster's lists."""

from django.views.generic import TemplateView

from core.sections import Section


class SectionView(TemplateView):
    """A page of a section, with the texts that staff wrote for it."""

    section_key = None

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(self.section_key)
        return super().get_context_data(section=section, **kwargs)
