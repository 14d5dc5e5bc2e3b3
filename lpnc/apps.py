from django.apps import AppConfig
from wagtail.users import apps as users_apps


class LpncConfig(AppConfig):
    name = "lpnc"
    default = True


class AccountsConfig(users_apps.WagtailUsersAppConfig):
    """Wagtail's screens for accounts and groups, as restricted by `lpnc.accounts`."""

    default = False
    user_viewset = "lpnc.accounts.AccountViewSet"
    group_viewset = "lpnc.accounts.SuperuserGroupViewSet"
