"""The site's settings with a home of its own and nothing slow for security's sake."""

import os
import tempfile

os.environ["COMITY_HOME"] = tempfile.mkdtemp(prefix="comity-test-")
os.environ["COMITY_EXAMPLE"] = ""

from comity.config.settings import *  # noqa: F403 - the whole of it, then less
from comity.config.settings import MIDDLEWARE, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
