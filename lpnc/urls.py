"""URLs. Records have fixed addresses ahead of the page tree, which `core.reserved_slugs` keeps free of pages."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from campaigns.public import priorities as campaign_views
from campaigns.public import wins as win_views
from campaigns.public.feeds import WinFeed
from core import choosers, redirects
from lpnc import private
from lpnc.sitemaps import SITEMAPS
from news.feeds import NewsFeed
from pages import views
from pages.styleguide.views import styleguide

handler500 = "lpnc.outages.server_error"


class YearConverter(IntConverter):
    """A year, which has only one address, and so only one entry in a cache."""

    regex = "[0-9]{4}"


register_converter(YearConverter, "year")

urlpatterns = [
    path("admin/", include(choosers)),
    path("admin/login/", private.admin_sign_in, name="wagtailadmin_login"),
    path("admin/password_reset/", private.password_reset, name="wagtailadmin_password_reset"),
    path(
        "admin/redirects/import/process/",
        require_admin_access(redirects.finish_import),
        name="finish_redirect_import",
    ),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", private.serve_document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        private.document_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("", include("members.urls")),
    path("topics/", views.TopicListView.as_view(), name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("priorities/", campaign_views.newest_priorities),
    path("priorities/<year:year>/", campaign_views.PriorityYearView.as_view(), name="priorities"),
    path("wins/", win_views.WinListView.as_view(), name="wins"),
    path("wins/feed/", WinFeed(), name="wins_feed"),
    re_path(r"^wins/data\.(?P<extension>csv|json)$", win_views.wins_data, name="wins_data"),
    path("wins/<slug:slug>/", win_views.win, name="win"),
    path(
        "wins/<slug:slug>/correction/",
        win_views.WinCorrectionView.as_view(),
        name="win_correction",
    ),
    path("styleguide/", styleguide, name="styleguide"),
    path("search/", views.search, name="search"),
    path("news/feed/", NewsFeed(), name="news_feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}),
    path("robots.txt", views.robots_txt),
    path(".well-known/security.txt", views.security_txt),
    path("favicon.ico", views.favicon),
    path("share/<int:page_pk>/<slug:version>.png", views.share_image, name="share_image"),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [
    path("_util/login/", private.sign_in),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        private.page_password,
    ),
    path("", include(wagtail_urls)),
]
