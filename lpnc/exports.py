"""Wagtail's own exports, which would otherwise write text that spreadsheet programs run as formulas."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from spreadsheets.cells import neutralize


def neutralize_exports():
    """Make every CSV and XLSX export of Wagtail's neutralize its headings and values as ours do."""
    value_of = SpreadsheetExportMixin.preprocess_field_value
    heading_of = SpreadsheetExportMixin.get_heading

    def preprocess_field_value(view, field, value, export_format):
        written = value_of(view, field, value, export_format)
        return neutralize(written) if isinstance(written, str) else written

    def get_heading(view, queryset, field):
        return neutralize(heading_of(view, queryset, field))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.get_heading = get_heading
