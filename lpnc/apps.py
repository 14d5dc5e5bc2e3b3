from django.apps import AppConfig
from wagtail.users import apps as users_apps

from core.visible_text import require_visible_texts


class LpncConfig(AppConfig):
    name = "lpnc"
    default = True

    def ready(self):
        from wagtail.sites.views import SiteViewSet

        from core.choosable import register_fields
        from core.redirects import (
            check_old_addresses,
            import_texts_only,
            lead_to_published_pages,
        )
        from core.times import limit_dates, use_moment_form_field
        from lpnc import checks  # noqa: F401  (registers the house rules)
        from lpnc.exports import neutralize_exports
        from lpnc.references import watch_rows
        from lpnc.site_history import keep_roster_to_its_editors

        limit_dates()
        require_visible_texts()
        use_moment_form_field()
        # Without this, Wagtail's copy screen posts to itself and saves over the original.
        SiteViewSet.copy_view_enabled = False
        watch_rows()
        register_fields()
        neutralize_exports()
        keep_roster_to_its_editors()
        lead_to_published_pages()
        check_old_addresses()
        import_texts_only()


class AccountsConfig(users_apps.WagtailUsersAppConfig):
    """Wagtail's screens for accounts and groups, as restricted by `lpnc.accounts`."""

    default = False
    user_viewset = "lpnc.accounts.AccountViewSet"
    group_viewset = "lpnc.accounts.SuperuserGroupViewSet"
