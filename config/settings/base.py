"""Settings that every process shares."""

from celery.schedules import crontab
from csp.constants import NONE, SELF

from config.env import ROOT, VAR, broker, database, env

INSTALLED_APPS = [
    "accounts",
    "performance",
    "performance.admin.site.PerformanceAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_tables2",
    "django_filters",
    "import_export",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # What is refused while a form is read is an answer like any other.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "performance.middleware.request_id",
    "performance.middleware.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "performance.middleware.gatekeeper",
    "performance.middleware.busy_database",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "performance.views.context.bodies",
                "performance.views.context.doors",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "django_tables2/govuk.html"

DATABASES = {"default": database()}
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **options}
    for name, options in (
        (
            "UserAttributeSimilarityValidator",
            {"OPTIONS": {"user_attributes": ["name", "email"]}},
        ),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "performance:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 72  # an invitation or a reset link is good for three days

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
FORMAT_MODULE_PATH = ["config.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # No address leads there: a view hands a file out to those who may read its submission.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "attachments", "base_url": None},
    },
}

# A portfolio's page of figures sends eight fields for each figure and seven for each indicator:
# Django's own 1,000 would refuse it whole from about thirty indicators on.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Text of all commentaries of a page at once, in bytes; files do not count.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# A file with a submission has so many bytes at most, and a submission so many files.
ATTACHMENT_BYTES = 10 * 1024 * 1024
ATTACHMENTS_PER_SUBMISSION = 20
FILE_UPLOAD_HANDLERS = [
    "performance.intake.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
CSRF_COOKIE_SAMESITE = "Lax"
# A form is sent with the token of its own page, which tells whose page it is; no script takes the
# cookie's, which is that of whoever signed in last.
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.token_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Whether accounts with a known password may be made: never in a real installation.
DEMONSTRATION = False

# Names of the bodies are data: commissioners are to be abolished in May 2028.
BODIES = {
    "service": env.str("SERVICE_NAME", default="Police performance"),
    "force": env.str("FORCE_NAME", default="West Midlands Police"),
    "force_short": env.str("FORCE_SHORT_NAME", default="WMP"),
    "oversight": env.str("OVERSIGHT_NAME", default="Office of the Police and Crime Commissioner"),
    "oversight_short": env.str("OVERSIGHT_SHORT_NAME", default="OPCC"),
    "board": env.str("BOARD_NAME", default="Strategic Policing and Crime Board"),
}

CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker()
# The scheduler's clock is UTC, which has no summer time to repeat an hour or leave one out. What a
# day is, each job asks in TIME_ZONE when it runs: cycles open, fall due and close on days that
# people here read in a calendar, and in summer those begin at 23:00 UTC. So they run every hour.
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-regrade-requests": {"task": "performance.sweep", "schedule": 60.0},
    # Every hour, not once at midnight: a day on which the scheduler starts late loses nothing.
    "open-cycles": {"task": "performance.open-cycles", "schedule": crontab(minute=5)},
    "close-cycles": {"task": "performance.close-cycles", "schedule": crontab(minute=10)},
    "remind": {"task": "performance.remind", "schedule": crontab(minute=15)},
    # What is deleted before it is sealed leaves no trace: so this often, and not once a night.
    "seal-audit-trail": {"task": "performance.seal-audit-trail", "schedule": 60.0 * 5},
}

# How many days before its due date something owed is reminded of. Three, so that what falls due on
# a Monday is reminded of on the Friday: one working day always lies between.
REMIND_DAYS_BEFORE_DUE = env.int("REMIND_DAYS_BEFORE_DUE", default=3)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
