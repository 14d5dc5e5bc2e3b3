from django.apps import AppConfig


class LpncConfig(AppConfig):
    name = "lpnc"

    def ready(self):
        from lpnc import checks  # noqa: F401  (registers the house rules)
        from lpnc.references import watch_rows

        watch_rows()
