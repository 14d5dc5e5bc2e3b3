from django.apps import AppConfig

from members.date_limits import limit_dates


class LpncConfig(AppConfig):
    name = "lpnc"

    def ready(self):
        from lpnc import checks  # noqa: F401  (registers the house rules)
        from lpnc.references import watch_rows
        from pages.times import use_moment_form_field

        limit_dates()
        use_moment_form_field()
        watch_rows()
