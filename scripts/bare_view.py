"""A bare Django view that returns a file's bytes: what a page's speed is measured against."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

CONTENT = Path(os.environ["BARE_CONTENT"]).read_bytes()

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="not used")
django.setup()
urlpatterns = [re_path("", lambda request: HttpResponse(CONTENT))]
application = get_wsgi_application()
