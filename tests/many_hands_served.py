"""The site as gunicorn serves it to many hands, whole and with a defence turned off."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN}}
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import QuerySet  # noqa: E402

from timeline.forms.saving import OF_PUBLISHING  # noqa: E402
from timeline.forms.submission import EventSubmission  # noqa: E402
from timeline.models.events import Event  # noqa: E402

site = get_wsgi_application()


def _overwrite(submission: EventSubmission) -> None:
    """Save without comparing with what is stored by now."""
    if submission.event.pk:
        current = Event.objects.get(pk=submission.event.pk)
        for name in (*OF_PUBLISHING, "changed"):
            setattr(submission.event, name, getattr(current, name))


def without_comparing(environ, start_response):
    """The control: the last to save wins."""
    EventSubmission.refuse_stale = _overwrite
    return site(environ, start_response)


def without_lock(environ, start_response):
    """The other control: compared, but with a row that nobody holds."""
    QuerySet.select_for_update = lambda rows, **how: rows.all()
    return site(environ, start_response)
