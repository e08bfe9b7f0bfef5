"""Settings that every deployment shares. What differs is an environment variable, read through `env`."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from cms.kernel.discovery import plugin_apps
from cms.settings import env
from cms.settings.tiles import read_tiles

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("LIAISON_VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Where lxml happens to be installed openpyxl reads workbooks with it, past defusedxml: entities would be expanded.
os.environ["OPENPYXL_LXML"] = "False"

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")

# --- Applications -------------------------------------------------------------------------------------------------

PLUGIN_APPS = plugin_apps(exclude=env.words("LIAISON_PLUGINS_EXCLUDE"))

INSTALLED_APPS = [
    *PLUGIN_APPS,
    "forms.apps.FormsConfig",
    "liaison_pages.apps.LiaisonPagesConfig",
    "media.apps.MediaConfig",
    "cms.clock.apps.ClockConfig",
    "cms.notices.apps.NoticesConfig",
    "cms.workdays.apps.WorkdaysConfig",
    "cms.search.apps.SearchConfig",
    "cms.addons.apps.AddOnsConfig",
    "cms.access.apps.AccessConfig",
    "cms.kernel.apps.KernelConfig",
    "cms.apps.CmsConfig",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.access.wagtail_users.LiaisonUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "guardian",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.MaintenanceMiddleware",
    "cms.middleware.BadInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.middleware.EmptyErrorsMiddleware",
    "cms.elder.ElderModeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.access.known_objects.KnownObjectsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------------
# SQLite by default. Django's own defaults lose writes to "database is locked" under eight concurrent writers: hence
# WAL, immediate transactions and a wait of 20 s. synchronous=FULL keeps an acknowledged submission over a power cut.

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict:
    """Django's settings for a database URL; SQLite gets the options above."""
    config = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
        config["CONN_MAX_AGE"] = 0
    return config


DATABASE_URL = env.text("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'liaison.sqlite3'}"
DATABASES = {"default": database(DATABASE_URL)}

# --- People and permissions ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "liaison_access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "cms.access.backends.PlaceBackend",  # guardian, with roles that reach down the venue tree
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ANONYMOUS_USER_NAME = None  # guardian: no database row stands for visitors
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # our PlaceBackend is guardian's backend, under another name
    "security.W005",  # subdomains and the browsers' preload list are for their owner to bind, not for this site
    "security.W021",
    "security.W019",  # Wagtail's preview frames our own pages
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

AXES_FAILURE_LIMIT = env.number("LOGIN_FAILURE_LIMIT", 5)
AXES_COOLOFF_TIME = env.number("LOGIN_COOLOFF_HOURS", 1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cms.access.lockout.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False

# --- Mail: without a server nobody is promised a link to set a new password ------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
MAIL_MODULES = {"": "smtp", "smtp": "smtp", "console": "console", "file": "filebased"}
MAIL_WORD = env.choice("EMAIL_BACKEND", MAIL_MODULES, default="smtp" if EMAIL_HOST else "")
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL_MODULES[MAIL_WORD]}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "webmaster@localhost")
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_HOST)

# --- Notices (cms.notices) ------------------------------------------------------------------------------------------

NOTICES_BY_MAIL = bool(MAIL_WORD)
SMS_BACKEND = env.text("SMS_BACKEND")  # console, file, or the name that an add-on gave its own; "": no short messages
SMS_FILE_PATH = VAR_DIR / "sms"
NOTICES_LEASE_SECONDS = env.number("NOTICES_LEASE_SECONDS", 120)  # a worker that is silent for longer counts as dead

# --- Languages and time -------------------------------------------------------------------------------------------
# Source strings are Chinese; `cms/locale/en` translates them (docs/adr/0003).

LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = WAGTAILADMIN_TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]

# --- Files --------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVES_MEDIA = env.flag("SERVE_MEDIA", False)  # for a district without a web server in front
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"  # what residents upload: served through permission checks only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "cms.static_files.HashedFiles"},
}
# Papers for the wall, as they were made (cms.papers): on disk, so that all processes share them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "papers": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "papers",
        "TIMEOUT": 7 * 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 1000},  # of some 200 KB each
    },
}
PAPER_FONTS = env.text("PAPER_FONTS")  # a folder of fonts beside the system's; "" for these alone
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
MAX_REQUEST_BYTES = 70 * 1024 * 1024  # a little over six photos of the largest size (forms.views.public_forms)
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Wagtail ------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("连心站")
WAGTAILADMIN_USER_LOGIN_FORM = "cms.access.sign_in.SignInForm"
WAGTAILIMAGES_IMAGE_MODEL = "liaison_media.LiaisonImage"
WAGTAILDOCS_DOCUMENT_MODEL = "liaison_media.LiaisonDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.LiaisonImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.LiaisonDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "csv", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
WAGTAILEMBEDS_FINDERS = []  # nothing is fetched from elsewhere

# --- Maps: none without tiles (docs/adr/0015) -----------------------------------------------------------------------

MAP_TILES_URL = env.text("MAP_TILES_URL")  # templates, the lowest layer first, with blanks between them
MAP_TILES_SUBDOMAINS = env.text("MAP_TILES_SUBDOMAINS")
MAP_ATTRIBUTION = env.text("MAP_ATTRIBUTION")
MAP_TILES = read_tiles(MAP_TILES_URL, MAP_TILES_SUBDOMAINS, MAP_ATTRIBUTION)

# --- Security -----------------------------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "cms.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),  # Wagtail's admin needs inline scripts
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *(MAP_TILES.sources if MAP_TILES else [])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# --- Limits (cms.limits): a burst and a sustained rate each, "" for none; LIMIT_INTAKE_ADDRESS and so on set them -----
# Addresses are shared: by a whole station, by an event with a hundred phones, by the customers of a mobile network.
# Hence what one address may do is set for a crowd. Staff who enter what somebody says are not counted.

TRUSTS_PROXY = False  # whether X-Forwarded-For is believed (cms.access.addresses)
REDIS_URL = env.text("REDIS_URL")  # where all processes count together; each for itself without
LIMIT_EXEMPT_NETWORKS = env.words("LIMIT_EXEMPT_NETWORKS")  # not counted by address, such as that of the stations
LIMITS = {
    "intake.address": env.text("LIMIT_INTAKE_ADDRESS", "60/10 minutes; 600/day"),
    "intake.contact": env.text("LIMIT_INTAKE_CONTACT", "6/10 minutes; 20/day"),
    "intake.venue": env.text("LIMIT_INTAKE_VENUE", "200/hour; 2000/day"),
    # Without proof of work, of one address: beyond it they are marked.
    "intake.unproven": env.text("LIMIT_INTAKE_UNPROVEN", "5/10 minutes; 20/day"),
    # Wrong codes for one number, of one address; wrong numbers or codes of one address.
    "lookup.number": env.text("LIMIT_LOOKUP_NUMBER", "10/10 minutes; 40/day"),
    "lookup.address": env.text("LIMIT_LOOKUP_ADDRESS", "60/10 minutes; 300/day"),
    "act.submission": env.text("LIMIT_ACT_SUBMISSION", "15/10 minutes; 60/day"),
    "act.address": env.text("LIMIT_ACT_ADDRESS", "100/10 minutes; 600/day"),
    "similar.address": env.text("LIMIT_SIMILAR_ADDRESS", "600/10 minutes; 6000/day"),  # asked while one writes
    # Mail to an address that somebody typed, of one address; without proof of work; with one and the same proof.
    "follow.address": env.text("LIMIT_FOLLOW_ADDRESS", "30/10 minutes; 120/day"),
    "follow.unproven": env.text("LIMIT_FOLLOW_UNPROVEN", "5/10 minutes; 20/day"),
    "follow.proof": "1/day",
    # What is wrong on a page, of one address; without proof of work; with one and the same proof.
    "report.address": env.text("LIMIT_REPORT_ADDRESS", "30/10 minutes; 120/day"),
    "report.unproven": env.text("LIMIT_REPORT_UNPROVEN", "5/10 minutes; 20/day"),
    "report.proof": "1/day",
    # Papers for the wall that were not made before, of one address and of everybody.
    "paper.address": env.text("LIMIT_PAPER_ADDRESS", "60/10 minutes; 400/day"),
    "paper.site": env.text("LIMIT_PAPER_SITE", "120/10 minutes; 3000/day"),
    # Short messages that ask a number to confirm, of one site: each costs money.
    "confirm.sms": env.text("LIMIT_CONFIRM_SMS", "60/hour; 300/day"),
}

# --- Forms that machines fill in (forms.spam) -------------------------------------------------------------------------

PROOF_MAX_NUMBER = env.number("PROOF_MAX_NUMBER", 200_000)  # how hard the riddle is; 0 asks for none
INTAKE_MIN_SECONDS = env.number("INTAKE_MIN_SECONDS", 4)  # a form without proof that comes sooner is marked

# --- Logging: the route is printed, never the path, for a path may carry a resident's code ---------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": "cms.logs.RouteInsteadOfPath"}},
    "formatters": {
        "line": {"()": "cms.logs.SafeFormatter", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["route"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Without Django's own handlers: its mails to ADMINS quote the path.
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR", "filters": ["route"]},
        "django.security.csrf": {"filters": ["route"]},
        "django.server": {"handlers": ["console"], "propagate": False},
        "django_tasks": {"level": "WARNING"},  # else two lines for every saved page
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# --- Liaison ------------------------------------------------------------------------------------------------------

LIAISON_DEMO_ALLOWED = False
PHONE = env.text("PHONE")  # said where an error keeps the page from asking the database for the district's
MAINTENANCE_FILE = VAR_DIR / "maintenance"  # while it is there, visitors get a page that says so (cms.middleware)
PLUGIN_STATES_SECONDS = 3  # how old a process's knowledge of switched add-ons may be; 0 asks at every question
LIVE_FIGURES_SECONDS = 600  # how old the front page's counts may be (ILiveFigure); 0 counts each time
DISTRICT_CALENDAR_SECONDS = 300  # how old the file of all receptions may be; 0 writes it each time
PAGE_FAULTS_KEPT_DAYS = env.number("PAGE_FAULTS_KEPT_DAYS", 180)  # after they were put right; 0 keeps them
INTAKE_KEPT_SECONDS = 3  # how old a process's knowledge of a form and its settings may be when one is handed in
LIAISON_PLACE_MODEL = "liaison_pages.Venue"  # what roles are granted on
LIAISON_UNIT_MODEL = "liaison_pages.HandlingUnit"  # who can have to answer by a day, beside a place
CODE_KEY = env.text("LIAISON_CODE_KEY") or SECRET_KEY  # keys the HMAC of residents' query codes
VAULT_KEYS = env.text("LIAISON_VAULT_KEYS")  # "id:base64key,…", the first one encrypts (cms.vault)
