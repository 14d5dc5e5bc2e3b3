from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Fill the registries: each app's `registrations.py` adds to related content, figures and search."""
        autodiscover_modules("registrations")
