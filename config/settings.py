"""The one settings file, read from top to bottom; the environment decides pilot or server room."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from config import env

# 1 · Places
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
MEDIA_URL = "files/"
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

# 2 · Mode
DEBUG = env.flag("DEBUG")
SECRET_KEY_FILE = Path(env.text("SECRET_KEY_FILE", str(DATA_DIR / "secret.key")))
FIELD_KEY_FILE = Path(env.text("FIELD_KEY_FILE", str(DATA_DIR / "field.key")))
JOURNAL_KEY_FILE = Path(env.text("JOURNAL_KEY_FILE", str(DATA_DIR / "journal.key")))
SECRET_KEY = env.secret(SECRET_KEY_FILE)
SECRET_KEY_FALLBACKS = env.old_secrets(SECRET_KEY_FILE)
CODE_PEPPER = env.secret(Path(env.text("CODE_PEPPER_FILE", str(DATA_DIR / "code-pepper.key"))))
FIELD_KEY, FIELD_KEYS_OLD = env.secret(FIELD_KEY_FILE), env.old_secrets(FIELD_KEY_FILE)
JOURNAL_KEY, JOURNAL_KEYS_OLD = env.secret(JOURNAL_KEY_FILE), env.old_secrets(JOURNAL_KEY_FILE)
BACKUP_SM4 = env.flag("BACKUP_SM4")  # backups under SM4-GCM instead of AES-256-GCM
JOURNAL_SM3 = env.flag("JOURNAL_SM3")  # new links of the journal under SM3 instead of SHA-256
BACKUP_DIR = Path(env.text("BACKUP_DIR", str(DATA_DIR / "backups")))
BACKUP_KEY_FILE = Path(env.text("BACKUP_KEY_FILE", str(DATA_DIR / "backup.key")))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL")
PRODUCTION = env.flag("PRODUCTION")

# 3 · Apps, top storey first
INSTALLED_APPS = [
    "config",
    "reports",
    "outreach",
    "supervision",
    "issues",
    "evaluations",
    "activities",
    "campaigns",
    "journal",
    "notices",
    "exchange",
    "roster",
    "common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "config.watch.logs.Access",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.nul.refuse_nul",
    "evaluations.http.ballot_door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "roster.http.keep_nothing",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "roster.http.Gate",
    "config.downloads.Downloads",
    "campaigns.http.campaign_switch",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# 4 · Pages
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.page.context",
            ],
            "builtins": ["django.templatetags.static", "common.templatetags.parts"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # Django's own fields, compiled
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATE_FORMAT = "Y-m-d"

# 5 · Database
DATABASES: dict[str, Any] = {
    "default": env.database(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"))
}
if REPLICA_URL := env.text("REPLICA_URL"):
    DATABASES["replica"] = {**env.database(REPLICA_URL), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["common.replica.Router"]

# 6 · Sign-in
AUTH_USER_MODEL = "roster.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "roster.backends.OfficeBackend",
]
LOCAL_PASSWORDS = env.flag("LOCAL_PASSWORDS", default=True)  # 0: only officers keep one here
if LDAP_URL := env.address("LDAP_URL", "ldap", "ldaps"):
    AUTHENTICATION_BACKENDS.append("roster.backends.directory.DirectoryBackend")
LDAP_BASE, LDAP_FILTER = env.text("LDAP_BASE"), env.text("LDAP_FILTER", "(uid={})")
LDAP_BIND_DN, LDAP_BIND_PASSWORD = env.text("LDAP_BIND_DN"), env.hidden("LDAP_BIND_PASSWORD")
LDAP_CA = env.text("LDAP_CA")
LDAP_START_TLS = LDAP_URL.startswith("ldap:") and env.flag("LDAP_START_TLS", default=PRODUCTION)
if OIDC_ISSUER := env.address("OIDC_ISSUER"):
    AUTHENTICATION_BACKENDS.append("roster.backends.issuer.IssuerBackend")
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_ID"), env.hidden("OIDC_CLIENT_SECRET")
OIDC_CLAIM, OIDC_CA = env.text("OIDC_CLAIM", "preferred_username"), env.text("OIDC_CA")
OIDC_NAME = env.text("OIDC_NAME", "统一身份认证")
PASSWORD_HASHERS = [
    "roster.hashers.OfficeArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "roster.passwords.worded.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "roster.passwords.worded.CommonValidator"},
    {"NAME": "roster.passwords.ThreeKindsValidator"},
    {"NAME": "roster.passwords.OwnWordsValidator"},
    {"NAME": "roster.passwords.GuessableValidator"},
    {"NAME": "roster.passwords.BreachedValidator"},
    {
        "NAME": "roster.passwords.worded.OwnNameValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
BREACHED_PASSWORDS = env.file("BREACHED_PASSWORDS")  # stolen elsewhere: SHA-1s in order
LOGIN_URL = "roster:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "roster:sign_in"
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_SECONDS", 1800)
SITTING_HOURS = env.number("SESSION_HOURS", 12)
SITTINGS_AT_ONCE = env.number("SESSIONS_AT_ONCE", 3)
OFFICER_IDLE_SECONDS = env.number("OFFICER_IDLE_SECONDS", 900)
PROOF_MINUTES = max(1, env.number("PROOF_MINUTES", 10))  # how long a proof of oneself holds
OFFICER_NETWORKS = env.networks("OFFICER_NETWORKS")
PASSWORD_DAYS = env.number("PASSWORD_DAYS", 90)
PASSWORD_HISTORY = env.number("PASSWORD_HISTORY", 5)
IDLE_ACCOUNT_DAYS = env.number("IDLE_ACCOUNT_DAYS", 60)
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=PRODUCTION)
NETWORK_FAILURES = env.number("NETWORK_FAILURES", 30)
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES", "127.0.0.1,::1,")
BEHIND_PROXY = env.flag("BEHIND_PROXY")
AXES_CLIENT_IP_CALLABLE = "roster.http.address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# 7 · Transport security: the cookie flags follow HTTPS, which the operator declares
HTTPS = env.flag("HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS and env.flag("HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^(health|ready|metrics)/$"]  # asked by machines, which must notice
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# 8 · Celery: rows are the truth, messages only wake a sweep
REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
}

# 9 · Mail and message gateway (off until named), uploads and exports
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
NOTICE_WEBHOOK = env.address("NOTICE_WEBHOOK")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and env.flag("EMAIL_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "zhenggaitong@localhost")
EXPORT_ROWS_ALONE = env.number("EXPORT_ROWS_ALONE", 500)  # more personal rows take two persons
RETENTION_DAYS = env.words("RETENTION_DAYS")  # other terms than those of terms.yaml: key=days
EXPORT_HOURS = env.number("EXPORT_HOURS", 24)
CLAMD = env.text("CLAMD")  # the house's virus scanner: a socket's path or host:port
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a counting grid of 100 units x 8 items x 7 boxes

# 10 · Figures: counts over all issues are held by a process until somebody does something
HOLD_FIGURES = env.flag("HOLD_FIGURES", default=True)
COUNT_PAGES = env.flag("COUNT_PAGES", default=True)  # so that the imprint stands on an even page

# 11 · Static files, logs
MEDIA_BUCKET, MEDIA_ENDPOINT = env.text("MEDIA_BUCKET"), env.address("MEDIA_ENDPOINT")
MEDIA_ACCESS_KEY = env.hidden("MEDIA_ACCESS_KEY")
MEDIA_SECRET_KEY = env.hidden("MEDIA_SECRET_KEY")
MEDIA_REGION, MEDIA_CA = env.text("MEDIA_REGION", "us-east-1"), env.text("MEDIA_CA")
MEDIA_ADDRESSING = env.text("MEDIA_ADDRESSING", "path")
ON_DISK, REMOTE = "django.core.files.storage.FileSystemStorage", "config.remote.RemoteStorage"
STORAGES = {
    "default": {"BACKEND": REMOTE if MEDIA_BUCKET else ON_DISK},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOG_FORMAT = env.text("LOG_FORMAT", "json" if PRODUCTION else "line")
SLOW_QUERY_MS = env.number("SLOW_QUERY_MS", 500)
METRICS_NETWORKS = env.networks("METRICS_NETWORKS", "127.0.0.1/32,::1/128")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "config.watch.lines.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "ERROR"},
        "access": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}
