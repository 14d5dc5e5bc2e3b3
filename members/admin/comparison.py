"""Comparison of two versions of a record in words."""

from django.db import models
from django.utils.html import escape
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class

from members.models.dates import PartialDateField

WORDS = {None: "", True: "Yes", False: "No"}


class PlainComparison(FieldComparison):
    """A comparison that shows values as text: a partial date, a number, yes or no, or nothing if empty."""

    def htmldiff(self):
        before, after = (
            WORDS[value] if value is None or isinstance(value, bool) else str(value)
            for value in (self.val_a, self.val_b)
        )
        if before == after:
            return escape(after)
        changes = [("deletion", before), ("addition", after)]
        return TextDiff([change for change in changes if change[1]]).to_html()


def register_comparisons():
    for field_class in (
        PartialDateField,
        models.BooleanField,
        models.IntegerField,
        models.FloatField,
    ):
        register_comparison_class(field_class, comparison_class=PlainComparison)
