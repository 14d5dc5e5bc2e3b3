"""The panels of a win's form: all of them, or those of the quick entry."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
)

from campaigns.admin.win_forms import LogPanel, UncutAddress, UncutInput, UncutText, WinForm
from members.admin.forms import PersonChooser, PlaceChooser

topics = FieldPanel("topics", widget=CheckboxSelectMultiple)
source_row = [
    FieldRowPanel([FieldPanel("title", widget=UncutInput), FieldPanel("url", widget=UncutAddress)])
]


def panel_heading():
    return [
        FieldPanel("title", widget=UncutInput, required_on_save=True),
        FieldRowPanel([FieldPanel("jurisdiction", widget=PlaceChooser), FieldPanel("kind")]),
    ]


win_panels = ObjectList(
    [
        *panel_heading(),
        topics,
        FieldPanel("campaigns", widget=CheckboxSelectMultiple),
        LogPanel(
            "log",
            heading="What happened",
            label="Entry",
            min_num=1,
            help_text="From first to last. Adoption and taking effect are two entries, each with its date.",
            panels=[
                FieldRowPanel([FieldPanel("status"), FieldPanel("date")]),
                FieldPanel("note", widget=UncutInput),
            ],
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("votes_for"),
                        FieldPanel("votes_against"),
                        FieldPanel("votes_absent"),
                    ]
                )
            ],
            heading="Vote",
        ),
        MultipleChooserPanel(
            "sponsors",
            chooser_field_name="person",
            heading="Sponsors",
            label="Sponsor",
            panels=[FieldPanel("person", widget=PersonChooser)],
        ),
        InlinePanel(
            "sources",
            heading="Sources",
            label="Source",
            min_num=1,
            help_text="Enter at least one before you publish.",
            panels=[*source_row, FieldPanel("seen_on")],
        ),
        FieldPanel("summary", widget=UncutText),
        MultiFieldPanel(
            [
                FieldPanel("text"),
                FieldPanel("document"),
                FieldPanel("text_url", widget=UncutAddress),
            ],
            heading="Full text",
        ),
        FieldPanel("own_part"),
        PublishingPanel(),
    ],
    base_form_class=WinForm,
)

quick_panels = ObjectList(
    [
        *panel_heading(),
        topics,
        LogPanel(
            "log",
            heading="What happened",
            label="Entry",
            min_num=1,
            max_num=1,
            panels=[FieldRowPanel([FieldPanel("status"), FieldPanel("date")])],
        ),
        InlinePanel(
            "sources", heading="Source", label="Source", min_num=1, max_num=1, panels=source_row
        ),
    ],
    base_form_class=WinForm,
)
