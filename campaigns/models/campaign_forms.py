from django.utils.timezone import localdate

from core.forms import SitePageForm

PAST_END = "That day has passed, so no one would see this. Enter today or a later day."


class CampaignPageForm(SitePageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known_ends = {action.ends_on for action in self.instance.actions.all()}

    def clean(self):
        cleaned_data = super().clean()
        self._refuse_past_ends()
        return cleaned_data

    def _refuse_past_ends(self):
        """Refuse to add a call to action with a past end, or to move one there; existing ones may lapse."""
        actions = self.formsets["actions"]
        actions.is_valid()
        for form in actions.forms:
            ends_on = form.cleaned_data.get("ends_on") if hasattr(form, "cleaned_data") else None
            if ends_on and ends_on < localdate() and ends_on not in self.known_ends:
                form.add_error("ends_on", PAST_END)
