from django.core.exceptions import ValidationError
from django.db import models
from django.http.request import split_domain_port
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from core.blocks import LinkBlock
from core.failsafe import note_failure
from core.generation import prepared
from core.sections import Section
from core.times import TIME_ZONE_NOTE, MomentField

#: What is read with each site and its settings, as `select_related` takes it; each app adds its own.
read_with_sites = []
#: What is found out in the same query, as `annotate` takes it.
found_with_sites = {}


@prepared
def sites():
    """Return every site with its settings, or without them if one of these can't be read."""
    alone = Site.objects.select_related("root_page")
    settings = [model._meta.model_name for model in PreparedSettings.__subclasses__()]
    whole = alone.annotate(**found_with_sites).select_related(*read_with_sites, *settings)
    try:
        return list(whole)
    except Exception:
        found = list(alone)  # or nothing works, as while the database is down
        note_failure("what is read with a site")
        return found


def default_site():
    return next((site for site in sites() if site.is_default_site), None)


def site_of_host(host, port):
    """Return the site of the host and port (a string), or else the only one of the host, or else the default."""
    named = [site for site in sites() if site.hostname == host]
    for site in named:
        if str(site.port) == port:
            return site
    return named[0] if len(named) == 1 else default_site()


def find_site(request):
    """Return the request's site, as Wagtail finds it, or None."""
    host, _ = split_domain_port(request.get_host())
    return site_of_host(host, request.get_port())


class PreparedSettings(BaseSiteSetting):
    """Settings that are read with their site, once for all requests."""

    class Meta:
        abstract = True

    @classmethod
    def for_request(cls, request):
        site = find_site(request)
        return getattr(site, cls._meta.model_name, None) or cls.for_site(site)


@register_setting(icon="home", order=100)
class OrganizationSettings(PreparedSettings):
    """The organization's details for the header, footer, contact page and metadata."""

    name = models.CharField(
        max_length=100,
        default="Local Progress North Carolina",
        help_text="The full name, shown in the header, the footer and page titles.",
    )
    short_name = models.CharField(
        max_length=20,
        default="LPNC",
        help_text="Other organizations use this name too, so it never appears alone in titles.",
    )
    tagline = models.CharField(
        max_length=140,
        blank=True,
        help_text="A short line about us, shown when someone shares a link to the home page.",
    )
    description = models.TextField(
        max_length=300,
        blank=True,
        help_text="One or two sentences for the footer and search engines.",
    )
    email = models.EmailField(
        "email", blank=True, help_text="The public address that readers can write to."
    )
    phone = models.CharField(
        max_length=30, blank=True, help_text="The public phone number, such as 919-555-0100."
    )
    address = models.TextField(
        "postal address",
        max_length=300,
        blank=True,
        help_text="Our mailing address, line by line as on an envelope.",
    )
    social_links = StreamField(
        [("link", LinkBlock(help_text="The name and web address of an account."))],
        blank=True,
        verbose_name="social media",
        help_text="Our social media accounts, in the order in which the site shows them.",
    )
    donate_url = models.URLField("where to donate", blank=True, help_text="Enter a web address.")
    join_url = models.URLField("where to join", blank=True, help_text="Enter a web address.")
    legal_line = models.CharField(
        "footer line for Local Progress",
        max_length=300,
        blank=True,
        help_text="The 501(c)(4) organization.",
    )
    impact_lab_legal_line = models.CharField(
        "footer line for Local Progress Impact Lab",
        max_length=300,
        blank=True,
        help_text="The 501(c)(3) organization.",
    )
    data_license = models.CharField(
        "license of the open data",
        max_length=200,
        blank=True,
        help_text="The license under which others may use our roster’s files, such as CC BY 4.0.",
    )
    alert_text = models.CharField(
        "text", max_length=200, blank=True, help_text="One sentence at the top of every page."
    )
    alert_url = models.URLField("link", blank=True, help_text="Where the banner links.")
    alert_start = MomentField("from", null=True, blank=True, help_text=TIME_ZONE_NOTE)
    alert_end = MomentField("until", null=True, blank=True, help_text=TIME_ZONE_NOTE)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    FieldPanel("tagline"),
                    FieldPanel("description"),
                    MultiFieldPanel(
                        [
                            FieldPanel("legal_line"),
                            FieldPanel("impact_lab_legal_line"),
                            FieldPanel("data_license"),
                        ],
                        heading="Legal lines",
                    ),
                ],
                heading="Organization",
            ),
            ObjectList(
                [
                    FieldPanel("email"),
                    FieldPanel("phone"),
                    FieldPanel("address"),
                    FieldPanel("social_links"),
                    FieldPanel("donate_url"),
                    FieldPanel("join_url"),
                ],
                heading="Contact and links",
            ),
            ObjectList(
                [
                    FieldPanel("alert_text"),
                    FieldPanel("alert_url"),
                    FieldPanel("alert_start"),
                    FieldPanel("alert_end"),
                ],
                heading="Alert banner",
            ),
        ]
    )

    class Meta:
        verbose_name = "organization"

    @classmethod
    def moments(cls):
        """Return when banners start and end."""
        times = cls.objects.exclude(alert_text="").values_list("alert_start", "alert_end")
        return [moment for pair in times for moment in pair if moment]

    @property
    def alert_is_on(self):
        """Return whether the banner shows now, at or after its start and before its end, if any."""
        now = timezone.now()
        started = self.alert_start is None or self.alert_start <= now
        ended = self.alert_end is not None and self.alert_end <= now
        return bool(self.alert_text) and started and not ended

    def clean(self):
        super().clean()
        if self.alert_start and self.alert_end and self.alert_end <= self.alert_start:
            raise ValidationError({"alert_end": "The banner must end after it starts."})


class SectionLinkStructValue(blocks.StructValue):
    @property
    def href(self):
        return f"/{self['section']}/"


class SectionLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60, help_text="The text that readers click.")
    section = blocks.ChoiceBlock(
        choices=Section.Key.choices, help_text="The part of the site that it links to."
    )

    class Meta:
        icon = "list-ul"
        value_class = SectionLinkStructValue
        label = "Part of the site"


class MenuBlock(blocks.StreamBlock):
    section = SectionLinkBlock(help_text="Links to a part of the site such as Members.")
    link = LinkBlock(
        label="Page or web address", help_text="Links to one of our pages or to another site."
    )


class FooterColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=60, help_text="The heading above the column.")
    links = MenuBlock(help_text="The links in this column, from top to bottom.")


@register_setting(icon="list-ul", order=110)
class NavigationSettings(PreparedSettings):
    """The menus in the order that staff chose."""

    main_menu = StreamField(
        MenuBlock(), blank=True, help_text="The links at the top of every page, from left to right."
    )
    footer_menu = StreamField(
        [("column", FooterColumnBlock(help_text="A heading with links below it."))],
        blank=True,
        help_text="The columns of links at the bottom of every page.",
    )

    panels = [FieldPanel("main_menu"), FieldPanel("footer_menu")]

    class Meta:
        verbose_name = "menus"
