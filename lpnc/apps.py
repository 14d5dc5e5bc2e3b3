from django.apps import AppConfig
from wagtail.users import apps as users_apps

from members.date_limits import limit_dates
from members.visible_text import require_visible_texts


class LpncConfig(AppConfig):
    name = "lpnc"
    default = True

    def ready(self):
        from wagtail.sites.views import SiteViewSet

        from lpnc import checks  # noqa: F401  (registers the house rules)
        from lpnc.exports import neutralize_exports
        from lpnc.references import watch_rows
        from lpnc.site_history import keep_roster_to_its_editors
        from pages.choosing import register_fields
        from pages.redirects import import_texts_only, lead_to_published_pages
        from pages.times import use_moment_form_field

        limit_dates()
        require_visible_texts()
        use_moment_form_field()
        # Sent to itself, Wagtail's screen for a copy saves onto the original.
        SiteViewSet.copy_view_enabled = False
        watch_rows()
        register_fields()
        neutralize_exports()
        keep_roster_to_its_editors()
        lead_to_published_pages()
        import_texts_only()


class AccountsConfig(users_apps.WagtailUsersAppConfig):
    """Wagtail's screens for accounts and groups, as `pages.accounts` narrows them."""

    default = False
    user_viewset = "pages.accounts.AccountViewSet"
    group_viewset = "pages.accounts.SuperuserGroupViewSet"
