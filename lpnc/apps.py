from django.apps import AppConfig


class LpncConfig(AppConfig):
    name = "lpnc"

    def ready(self):
        from lpnc import checks  # noqa: F401  (registers the house rules)
