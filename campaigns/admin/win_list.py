"""The listing of wins: its columns and filters."""

from django.db.models import TextChoices
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import IndexView

from campaigns.importing.ledger import LEDGER
from campaigns.importing.records import win_table
from campaigns.models import CampaignPage, Win
from campaigns.models.win_log import Status
from core import jobs
from core.generation import prepared
from core.models import Topic
from core.pagination import LatePaginator
from core.word_search import WordSearchInRows
from members.models import Jurisdiction, Region
from spreadsheets.exports import FileFormat, TooLong, content_of, download, file_name

#: A file of more wins is written in the background.
QUICKLY_EXPORTED = 1_000


class PublishedFilter(TextChoices):
    YES = "yes", "Published"
    NO = "no", "Not published"


class Twins(TextChoices):
    YES = "yes", "Possible duplicate"


@prepared
def years():
    return [(year, year) for year in Win.objects.years()]


class WinFilterSet(WagtailFilterSet):
    published = ChoiceFilter(
        label="Published", choices=PublishedFilter.choices, method="filter_published"
    )
    status = ChoiceFilter(label="Status today", choices=Status.choices)
    topic = ModelChoiceFilter(
        label="Topic", field_name="topics", queryset=Topic.objects.not_merged()
    )
    campaign = ModelChoiceFilter(
        label="Campaign", field_name="campaigns", queryset=CampaignPage.objects.order_by("title")
    )
    county = ModelChoiceFilter(
        label="County", queryset=Jurisdiction.objects.counties(), method="filter_county"
    )
    region = ModelChoiceFilter(
        label="Region", queryset=Region.objects.all(), method="filter_region"
    )
    year = ChoiceFilter(label="Year of adoption", choices=years, method="filter_year")
    twins = ChoiceFilter(label="Duplicates", choices=Twins.choices, method="filter_twins")

    class Meta:
        model = Win
        fields = ["kind"]

    def filter_published(self, wins, name, published):
        return wins.filter(live=published == PublishedFilter.YES)

    def filter_county(self, wins, name, county):
        return wins.in_county(county.slug)

    def filter_region(self, wins, name, region):
        return wins.in_region(region)

    def filter_year(self, wins, name, year):
        return wins.adopted_in(int(year))

    def filter_twins(self, wins, name, asked):
        return wins.filter(has_twin=True)


WIN_LIST_COLUMNS = [
    "title",
    Column("jurisdiction", label="Place", sort_key="jurisdiction__sort_key"),
    Column("get_kind_display", label="Kind", sort_key="kind"),
    Column("status_label", label="Status today", sort_key="status"),
    Column("adopted_on", label="Adopted", sort_key="adopted_last"),
    LiveStatusTagColumn(label="Published"),
    Column(
        "has_twin",
        label="Duplicates",
        accessor=lambda win: "Possible duplicate" if win.has_twin else "",
    ),
]


class WinIndexView(WordSearchInRows, IndexView):
    paginator_class = LatePaginator
    quick_url_name = None
    export_url_name = None

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        if self.add_url:
            url = reverse(self.quick_url_name)
            buttons.append(HeaderButton("Quick entry", url=url, icon_name="edit"))
        if self.request.user.has_perm("campaigns.add_winimport"):
            url = reverse(f"{LEDGER.name}:list")
            buttons.append(HeaderButton("Import", url=url, icon_name="upload"))
        return buttons

    @cached_property
    def header_more_buttons(self):
        query = self.request.GET.copy()
        query.pop(self.page_kwarg, None)
        exports = [
            Button(
                f"Export as {file_format.name}",
                url=f"{reverse(self.export_url_name, args=[file_format])}?{query.urlencode()}",
                icon_name="download",
                priority=100,
            )
            for file_format in FileFormat
        ]
        return [*super().header_more_buttons, *exports]


class WinExportView(WinIndexView):
    """The wins on the filtered listing, as a file; a long one is written in the background."""

    def get(self, request, file_format, **kwargs):
        pks = list(self.get_queryset().values_list("pk", flat=True))
        listing = f"{self.index_url}?{request.GET.urlencode()}"
        if len(pks) > QUICKLY_EXPORTED and file_format in FileFormat:
            job = jobs.start(
                request.user,
                write_wins,
                {"pks": pks, "format": file_format},
                title=f"A file of {len(pks):,} local wins",
                permission="campaigns.view_win",
                address=listing,
                file_name=file_name(LEDGER.stem, file_format),
            )
            return redirect(job.url)
        try:
            table = win_table(pks, LEDGER.columns.exported)
            return download(LEDGER.stem, table, file_format, LEDGER.sheet_title)
        except TooLong as error:
            messages.error(request, str(error))
            return redirect(listing)


def write_wins(job, note):
    """Write the file of an export."""
    pks, file_format = job.arguments["pks"], job.arguments["format"]
    table = win_table(pks, LEDGER.columns.exported)
    job.finish(content_of(table, len(pks), file_format, LEDGER.sheet_title, note))
