import re
from pathlib import Path

from django.conf import settings

CSS = Path(settings.BASE_DIR, "static", "css")
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name not in ("main.css", "admin.css"))


def rules(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_the_main_sheet_imports_every_other_one():
    imported = re.findall(r'url\("([^"]+)"\)', (CSS / "main.css").read_text())
    assert sorted(imported) == sorted(str(path.relative_to(CSS)) for path in SHEETS)
    assert len(SHEETS) > 20


def test_only_utilities_may_shout():
    assert [path.name for path in SHEETS if "!important" in rules(path)] in ([], ["utilities.css"])


def test_each_color_that_follows_the_theme_has_a_plain_value():
    plain, _, themed = rules(CSS / "tokens.css").partition("@supports")
    names = re.findall(r"(--[\w-]+): light-dark\(", themed)
    assert len(names) > 30
    assert [name for name in names if f"{name}: #" not in plain] == []
    assert "light-dark(" not in plain


def test_components_use_logical_sides():
    physical = re.compile(
        r"(margin|padding|border)-(left|right|top|bottom)\b|[;{ ](left|right|top|bottom):"
    )
    assert [path.name for path in SHEETS if physical.search(rules(path))] == []


def test_no_template_has_inline_style_or_script():
    templates = list(Path(settings.BASE_DIR, "templates").rglob("*.html"))
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)")
    assert len(templates) > 50
    assert [path.name for path in templates if inline.search(path.read_text())] == []
