"""When the event under a form was saved or deleted meanwhile: nothing typed is lost."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, QueryDict

from timeline.forms.conflict import choosing_of, with_theirs
from timeline.forms.submission import GONE, EventSubmission
from timeline.models.events import Event

OPENING = ("seen", "opened", "merging")  # boxes that tell of the event opened


def last_saved_by(key: object) -> str:
    """``Nora, 10:42 UTC``: who saved or deleted an event last; empty if unknown."""
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Event), object_id=str(key)
    )
    last = about.select_related("user").order_by("-action_time").first()
    if last is None:
        return ""
    name = last.user.get_full_name() or last.user.get_username()
    return f"{name}, {last.action_time:%H:%M} UTC"


def both_texts(submission: EventSubmission, stored: Event) -> EventSubmission:
    """The form again, with what only the other editor changed put into it."""
    again = with_theirs(submission, stored, by=last_saved_by(stored.pk))
    again.hush()
    return again


def as_new(request: HttpRequest, key: str) -> EventSubmission:
    """What was typed about an event that is not there any more, as a new one."""
    data = request.POST.copy()
    for name in OPENING:
        data.pop(name, None)
    submission = EventSubmission(data, user=request.user)
    submission.hush()
    by = last_saved_by(key)
    submission.problems = [f"{GONE} ({by})" if by else GONE]
    return submission


def choosing_context(submission: EventSubmission) -> dict[str, Any]:
    data = submission.form.data
    return {"choosing": choosing_of(data if isinstance(data, QueryDict) else None)}
