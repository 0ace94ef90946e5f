"""What has passed without an outcome: a page of the desk."""

from datetime import date

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from timeline.due import overdue_commitments, overdue_plans

MOST = 200  # of each list on the page


@require_safe
@permission_required("timeline.view_event", raise_exception=True)
def due(request: HttpRequest) -> HttpResponse:
    """Plans and commitments that are overdue, the longest overdue first."""
    return TemplateResponse(
        request,
        "admin/timeline/event/due.html",
        {
            **admin.site.each_context(request),
            "title": "Overdue",
            **due_context(at=timezone.localdate()),
        },
    )


def due_context(*, at: date) -> dict[str, object]:
    """What ``_overdue_plans.html`` and ``_overdue_commitments.html`` need."""
    plans, commitments = overdue_plans(at=at), overdue_commitments(at=at)
    return {
        "plans": plans[:MOST],
        "plans_count": plans.count(),
        "commitments": commitments[:MOST],
        "commitments_count": commitments.count(),
        "most": MOST,
        "at": at,
    }
