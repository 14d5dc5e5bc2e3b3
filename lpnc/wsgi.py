import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lpnc.settings")

django_application = get_wsgi_application()
# Its module needs the apps, which are loaded only now.
application = import_string("lpnc.page_cache.HeldPages")(django_application)
