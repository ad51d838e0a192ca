"""The entrance for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")

application = get_wsgi_application()

# What is loaded now stays for good: leaving it to the collector costs long pauses later.
gc.collect()
gc.freeze()
