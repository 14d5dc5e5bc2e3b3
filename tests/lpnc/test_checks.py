"""The house rules hold, and each check finds what breaks its rule."""

import pytest
from wagtail import blocks
from wagtail.fields import StreamField

from core.models import CustomImage, Topic
from lpnc import checks
from members.models import LeadershipRole, Office, PagePerson, Person, RosterSettings, StatedFigure
from pages.models import StandardPage

HELP = {"help_text": "What belongs here."}


def ids(errors):
    return [error.id for error in errors]


@pytest.mark.parametrize(
    "check",
    [
        checks.check_page_types,
        checks.check_orderings,
        checks.check_help_texts,
        checks.check_inline_styles,
    ],
)
def test_the_site_keeps_the_rules(check):
    assert check(None) == []


@pytest.mark.parametrize("attribute", ["parent_page_types", "subpage_types", "page_description"])
def test_a_page_type_without_placement_is_found(attribute, monkeypatch):
    monkeypatch.delattr(StandardPage, attribute)
    assert ids(checks.check_page_types(None)) == ["lpnc.E001"]


def test_a_page_type_without_template_is_found(monkeypatch):
    monkeypatch.setattr(StandardPage, "template", "pages/missing.html")
    assert ids(checks.check_page_types(None)) == ["lpnc.E002"]


def test_a_list_without_order_is_found(monkeypatch):
    monkeypatch.setattr(Topic._meta, "ordering", [])
    assert ids(checks.check_orderings(None)) == ["lpnc.E003"]


def test_every_exception_to_the_order_is_a_model_of_ours():
    known = {model._meta.label for model in checks.apps.get_models()}
    assert set(checks.SINGULAR) <= known


def test_what_editors_fill_in_is_looked_at():
    edited = set(checks.edited_models())
    owners = {StandardPage, Topic, Person, RosterSettings, CustomImage}
    assert owners | {PagePerson, LeadershipRole, StatedFigure} <= edited
    names = {field.name for field in checks.edited_fields(Person)}
    assert {"biography", "portrait", "private_notes"} <= names
    assert not {"slug", "is_sample", "id"} & names
    assert "start" in {field.name for field in checks.edited_fields(LeadershipRole)}


def test_a_field_without_help_text_is_found(monkeypatch):
    monkeypatch.setattr(Office._meta.get_field("one_holder"), "help_text", "")
    errors = checks.check_help_texts(None)
    assert [error.msg for error in errors] == ["Office.one_holder has no help text."]
    assert ids(errors) == ["lpnc.E005"]


def test_a_block_without_help_text_is_found(monkeypatch):
    quote = StandardPage._meta.get_field("body").stream_block.child_blocks["quote"]
    monkeypatch.setattr(quote.child_blocks["source"].field, "help_text", "")
    errors = checks.check_help_texts(None)
    assert {error.id for error in errors} == {"lpnc.E006"}
    assert "StandardPage.body: quote.source has no help text." in [error.msg for error in errors]


def test_blocks_are_looked_at_however_deep_they_are():
    row = blocks.StructBlock([("told", blocks.CharBlock(**HELP)), ("mute", blocks.CharBlock())])
    box = blocks.StructBlock([("rows", blocks.ListBlock(row, **HELP))], **HELP)
    stream = StreamField([("box", box), ("bare", blocks.CharBlock())]).stream_block
    assert list(checks.blocks_without_help(stream)) == ["box.rows.mute", "bare"]


def test_a_description_in_the_picker_is_help_enough_in_a_stream_only():
    class Described(blocks.StaticBlock):
        class Meta:
            description = "Shows how to reach us."

    assert not list(checks.blocks_without_help(blocks.StreamBlock([("it", Described())])))
    assert list(checks.blocks_without_help(blocks.StructBlock([("it", Described())]))) == ["it"]


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<p style='color: red'>",
        "<style>p {}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<button onclick="go()">',
        "<input type='text' oninput='go()'>",
        '<img src="a.png"\nonerror="go()">',
    ],
)
def test_inline_style_and_script_are_found(html, tmp_path, settings):
    settings.TEMPLATES = [{"DIRS": [tmp_path]}]
    (tmp_path / "page.html").write_text(html)
    assert ids(checks.check_inline_styles(None)) == ["lpnc.E004"]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/static/js/embed.js"></script>',
        '<script type="application/ld+json">{}</script>',
        '<p data-style="large">Depends on = nothing</p>',
        "{% include 'components/x.html' with button=button only %}",
    ],
)
def test_what_the_policy_allows_passes(html, tmp_path, settings):
    settings.TEMPLATES = [{"DIRS": [tmp_path]}]
    (tmp_path / "page.html").write_text(html)
    assert checks.check_inline_styles(None) == []
