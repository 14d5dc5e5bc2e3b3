"""Spreadsheet programs don't read anything in Wagtail's exports as a formula."""

import io

import pytest
from django.urls import URLPattern, get_resolver
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from tests.factories import StandardPageFactory

FORMULA = "=HYPERLINK(1)"


def exporting_views(patterns):
    """Yield every view of the admin that can write a spreadsheet."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from exporting_views(pattern.url_patterns)
            continue
        view = getattr(pattern.callback, "view_class", None)
        if view and issubclass(view, SpreadsheetExportMixin):
            yield view(**pattern.callback.view_initkwargs)


def test_every_export_neutralizes_its_values_in_both_formats():
    views = list(exporting_views(get_resolver().url_patterns))
    assert len(views) > 20
    for view in views:
        for file_format in view.FORMATS:
            for text in (FORMULA, "\r=1", "\t=1", "@a", "-a", "+a"):
                assert view.preprocess_field_value("x", text, file_format) == f"'{text}", view
            assert view.preprocess_field_value("x", 3, file_format) == 3
            assert view.preprocess_field_value("x", [FORMULA], file_format) == f"'{FORMULA}"


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("report", ["aging-pages", "site-history"])
def test_a_page_named_like_a_formula_is_a_text_in_reports(client_of, file_format, report):
    page = StandardPageFactory(title=FORMULA, slug="formula")
    staff = client_of("Communications")
    page.save_revision().publish()
    answer = staff.get(f"/admin/reports/{report}/", {"export": file_format})
    content = b"".join(answer)
    cells = (
        cells_of(content) if file_format == "xlsx" else content.decode().replace(",", "\n").split()
    )
    assert len(cells) > 4
    assert not [cell for cell in cells if cell.startswith("=")]
    assert f"'{FORMULA}" in cells


def cells_of(content):
    sheet = load_workbook(io.BytesIO(content)).active
    return [str(cell.value) for row in sheet for cell in row]
