from wagtail.admin.forms import WagtailAdminModelForm

HISTORY = ("memberships", "tenures", "committee_seats")
HISTORY_MESSAGE = (
    "What was saved before can't be removed from this person's history. Bring it back with the "
    "browser's “back”, and give it an end instead, or correct it."
)


class PersonForm(WagtailAdminModelForm):
    """Compares a person's tenures with each other as they stand on the screen, not as they were saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for row in self.formsets["tenures"].forms:
            row.instance.person = self.instance
            row.instance.compare_with_own = False

    def is_valid(self):
        return super().is_valid() and self._keeps_history() and self._no_seat_twice()

    def _keeps_history(self):
        """Refuses to remove a row that was saved before: history ends, it isn't deleted."""
        for name in HISTORY:
            if any(row.instance.pk for row in self.formsets[name].deleted_forms):
                self.add_error(None, HISTORY_MESSAGE)
                return False
        return True

    def _no_seat_twice(self):
        formset = self.formsets["tenures"]
        kept = [row for row in formset.forms if row.has_changed() or row.instance.pk]
        kept = [row for row in kept if row not in formset.deleted_forms]
        for number, row in enumerate(kept):
            tenure = row.instance
            for earlier in (other.instance for other in kept[:number]):
                if tenure.seat and tenure.seat == earlier.seat and tenure.surely_overlaps(earlier):
                    row.add_error("start", earlier.rivalry_with(tenure))
                    return False
        return True
