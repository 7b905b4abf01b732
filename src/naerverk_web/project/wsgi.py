"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naerverk_web.project.settings")
application = get_wsgi_application()

from naerverk_web.project.warming import warm_up  # noqa: E402 - models cannot be loaded before Django is

warm_up()
