"""Settings, read from the environment; `.env.example` names every variable.

With DEBUG off (the default), the site refuses to start without SECRET_KEY, ALLOWED_HOSTS,
DATABASE_URL and BASE_URL, and says which are missing.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lpnc import error_reports
from lpnc.environment import LOG_LEVELS, Environment, required_to_be

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)

if not DEBUG:
    missing = [
        name
        for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BASE_URL")
        if not env.str(name, "")
    ]
    if missing:
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)} in the environment or in .env (see .env.example), "
            "or set DEBUG=1 for development."
        )

SECRET_KEY = env.str("SECRET_KEY", default="for development only, never for the public site")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
MAINTENANCE = env.bool("MAINTENANCE", default=False)
BASE_URL = env.address("BASE_URL", default="http://127.0.0.1:8000")
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
# Detect connections closed by the server, such as by a restart, before using them.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Compiling a query takes PostgreSQL seconds while it has no statistics yet, after a restore for instance.
    # A server that doesn't answer must not hold up the workers for minutes.
    # DATABASE_URL may add options, such as ?sslmode=require.
    options = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off", "connect_timeout": 5} | options

# All processes share one cache: a Redis server, or else a folder.
if redis_url := env.address("REDIS_URL", schemes=("redis", "rediss")):
    CACHE = {"BACKEND": "lpnc.caches.OptionalRedisCache", "LOCATION": redis_url}
elif DEBUG:
    CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
else:
    CACHE = {
        "BACKEND": "lpnc.caches.OptionalFileCache",
        "LOCATION": env.path("CACHE_FOLDER", default=str(BASE_DIR / "cache")),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
CACHES = {"default": CACHE}
PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)

# Where the edge, Varnish or a CDN, is told to forget the pages it keeps.
EDGE_PURGE_URLS = env.addresses("EDGE_PURGE_URLS")
EDGE_PURGE_METHOD = env.str("EDGE_PURGE_METHOD", default="PURGE")
EDGE_PURGE_HEADERS = env.dict("EDGE_PURGE_HEADERS", default={})
EDGE_PURGE_BODY = env.str("EDGE_PURGE_BODY", default="")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lpnc",
    "core",
    "members",
    "campaigns",
    "news",
    "pages",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "lpnc.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "lpnc.logs.RequestLogMiddleware",
    "lpnc.middleware.BrowserLimitsMiddleware",
    "lpnc.health.HealthMiddleware",
    "core.redirects.KeepQueryMiddleware",
    "lpnc.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lpnc.middleware.ContentSecurityPolicyMiddleware",
    "lpnc.middleware.MaintenanceMiddleware",
    "lpnc.middleware.IgnoreNullCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lpnc.middleware.RefuseImpossibleValuesMiddleware",
    "core.redirects.RedirectMiddleware",
    "lpnc.middleware.WholePostsMiddleware",
    "lpnc.middleware.PublishedPagesMiddleware",
]

ROOT_URLCONF = "lpnc.urls"
WSGI_APPLICATION = "lpnc.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context_processors.site",
            ],
        },
    },
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_TZ = True
DATE_FORMAT = "F j, Y"

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads are on the disk, or in a bucket of S3-compatible storage, from where visitors load pictures.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))
MEDIA_URL = "/media/"
MEDIA_ORIGINS = []
MEDIA_STORAGE = {"BACKEND": "lpnc.storage.MediaStorage"}
if bucket := env.str("MEDIA_S3_BUCKET", default=""):
    MEDIA_URL = env.address("MEDIA_S3_PUBLIC_URL", default=env.NOTSET) + "/"
    MEDIA_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(MEDIA_URL))]
    MEDIA_STORAGE = {
        "BACKEND": "lpnc.bucket_storage.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.address("MEDIA_S3_ENDPOINT") or None,
            "region_name": env.str("MEDIA_S3_REGION", default="") or None,
        },
    }
STORAGES = {
    "default": MEDIA_STORAGE,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "lpnc.storage.StaticStorage"
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"  # used after a page's password if there is no safe `next`

vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

# The public site's policy; admin pages get lpnc.middleware.ADMIN_POLICY instead.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *MEDIA_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # lpnc.middleware sets it, on errors too
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # SECURE_HSTS_PRELOAD and its subdomains are for the operator to decide
    "security.W021",
    "security.W019",  # the admin shows previews of the site's own pages in frames
]
if env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
CSRF_TRUSTED_ORIGINS = env.addresses("CSRF_TRUSTED_ORIGINS")

WAGTAIL_SITE_NAME = "Local Progress North Carolina"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
# Everyone enters North Carolina times, wherever they are.
WAGTAIL_USER_TIME_ZONES = ["America/New_York"]
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Each draft that is saved while someone types makes every kept page outdated.
WAGTAIL_AUTOSAVE_INTERVAL = 10_000  # milliseconds
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "core.rich_text.RichTextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "core.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.image_forms.ImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never a redirect past the check of who may see it
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "lpnc.search_backends"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The index is written at once. What takes long waits for a worker, but a developer waits for it instead.
IMMEDIATELY = "django_tasks.backends.immediate.ImmediateBackend"
TASKS = {
    "default": {"BACKEND": IMMEDIATELY},
    "long": {
        "BACKEND": IMMEDIATELY if DEBUG else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["long"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lpnc.logs.JsonFormatter"}, "plain": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEBUG else "json",
        }
    },
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("django_tasks", "wagtail")},
        # One line a request: the development server writes its own, and ours has Django's "Not Found".
        "lpnc.logs": {"level": "WARNING" if DEBUG else "INFO"},
        "django.request": {"level": "WARNING" if DEBUG else "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.one_of("LOG_LEVEL", LOG_LEVELS, default="INFO")},
}

SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    with required_to_be("SENTRY_DSN", "the address that the service gives for the project"):
        error_reports.start(SENTRY_DSN)
