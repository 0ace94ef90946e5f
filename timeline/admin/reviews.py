"""The doors of the workflow: the queue, the review of an event, its preview."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from timeline.admin.comparing import compare, labels
from timeline.admin.desk import DeskAdmin
from timeline.admin.event_page import state_words, stored_checks
from timeline.admin.queue import age_words, queue_page
from timeline.admin.requested import somebody
from timeline.forms.submission import EventSubmission
from timeline.models.events import Event
from timeline.models.reviews import EventWriter, Review
from timeline.presentation.eventpage import event_page
from timeline.publishing import PublishError
from timeline.reviewing import (
    ChangedMeanwhileError,
    approve,
    may_publish,
    may_publish_own,
    proposed,
    proposed_many,
    reject,
    return_,
    send_for_review,
    take_back,
    why_not,
)

NO_DATE = "A preview needs a date: say when it was, and save."
Said = dict[str, Any]


class DecisionForm(forms.Form):
    """What a reviewer says: to readers, to whoever sent it."""

    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=300,
        help_text="Readers see it in the list of changes.",
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )
    correction = forms.CharField(
        label="Correction",
        required=False,
        max_length=300,
        help_text="What readers of the earlier version should know. It stays on the "
        "page, with its date. Leave it empty when nothing published was wrong.",
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        help_text="Only the desk sees it.",
        widget=forms.Textarea(attrs={"class": "in", "rows": 3}),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def _approve(event: Event, by: User, said: Said) -> str:
    version = approve(
        event,
        by=by,
        seen=said["seen"],
        reason=said["reason"],
        correction=said["correction"],
    )
    return f"Approved. Readers find it at /e/{version.event_id}."


def _return(event: Event, by: User, said: Said) -> str:
    return_(event, by=by, note=said["note"])
    return "Returned with your note."


def _reject(event: Event, by: User, said: Said) -> str:
    reject(event, by=by, note=said["note"])
    return "Rejected. It stays at the desk; readers do not see it."


def _take_back(event: Event, by: User, said: Said) -> str:
    take_back(event, by=by)
    return "Taken back from review."


def _send(event: Event, by: User, said: Said) -> str:
    send_for_review(event, by=by, note=said["note"])
    return "Sent for review."


# By the name of its button: what it does, and whether only reviewers may.
DECISIONS: dict[str, tuple[Callable[[Event, User, Said], str], bool]] = {
    "_approve": (_approve, True),
    "_return": (_return, True),
    "_reject": (_reject, True),
    "_take_back": (_take_back, False),
    "_send": (_send, False),
}
LEADS_TO_QUEUE = {"_approve", "_return", "_reject"}


class ReviewDoors(DeskAdmin):
    """What the admin of events has of the workflow."""

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = [
            path("queue/", inside(self.queue_view), name="timeline_queue"),
            path(
                "<int:number>/review/",
                inside(self.review_view),
                name="timeline_event_review",
            ),
            path(
                "<int:number>/preview/",
                inside(self.preview_view),
                name="timeline_event_preview",
            ),
        ]
        return [*ours, *super().get_urls()]

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_publish(request.user)

    # The list.
    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With what of the events on this page readers do not see, and what waits."""
        listed = super().get_changelist_instance(request)
        listed.result_list = list(listed.result_list)
        there = Review.objects.waiting().filter(event__in=listed.result_list)
        waiting = set(there.values_list("event", flat=True))
        for event in listed.result_list:
            event.waits = event.pk in waiting
        changed = [e for e in listed.result_list if e.has_unpublished_changes]
        found = proposed_many(event.pk for event in changed) if changed else {}
        for event in changed:
            fields = found[event.pk].fields if event.pk in found else []
            event.changed_labels = labels(fields)
        return listed

    # The form.
    def send_saved(self, request: HttpRequest, submission: EventSubmission) -> None:
        """Send for review what was saved just now. Raises PublishError."""
        note = request.POST.get("send_note", "").replace("\x00", "")[:500]
        send_for_review(submission.event, by=somebody(request), note=note)

    def standing_of(self, request: HttpRequest, event: Event | None) -> dict[str, Any]:
        """What the form says of the workflow."""
        return {
            "may_publish": may_publish_own(request.user),
            "may_withdraw": may_publish(request.user),
            "unpublished": _unpublished(event),
            **self.review_of(request, event),
        }

    def review_of(self, request: HttpRequest, event: Event | None) -> dict[str, Any]:
        """The last review of an event, and whether it waits."""
        review = last_review(event)
        waits = review is not None and review.outcome == Review.Outcome.WAITING
        return {
            "review": review,
            "waits": waits,
            "review_age": age_words(review.sent_at) if review else "",
            "may_take_back": review is not None
            and waits
            and _may_take_back(request, review),
        }

    # The queue.
    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """What waits for somebody."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page = queue_page(request.GET)
        for label in page["unread"]:
            words = f"“{label}” could not be read, so it is left out."
            messages.warning(request, words)
        return self.desk_page(request, "queue/queue", title="Queue", **page)

    # The review.
    def review_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """What readers have beside what they would get, and the decision."""
        event = self.get_object(request, str(number))
        if event is None:
            return self.nowhere(request)
        if not self.has_view_or_change_permission(request, event):
            raise PermissionDenied
        if request.method == "POST":
            return self._decided(request, event)
        return self._review_page(request, event, DecisionForm())

    def _decided(self, request: HttpRequest, event: Event) -> HttpResponse:
        """Do what the button says, if who pressed it may."""
        name = next((name for name in DECISIONS if name in request.POST), "")
        if not name:
            return self._review_page(request, event, DecisionForm(request.POST))
        decide, is_reviewers = DECISIONS[name]
        may = (
            self.has_publish_permission if is_reviewers else self.has_change_permission
        )
        if not may(request, event):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._review_page(request, event, form)
        try:
            did = decide(event, somebody(request), form.cleaned_data)
        except PublishError as error:
            return self._refused(request, event, form, error)
        self.log_change(request, event, _logged(did, form.cleaned_data))
        messages.success(request, did)
        if name in LEADS_TO_QUEUE:
            return HttpResponseRedirect(reverse("admin:timeline_queue"))
        return HttpResponseRedirect(
            reverse("admin:timeline_event_review", args=[event.pk])
        )

    def _refused(
        self, request: HttpRequest, event: Event, form: forms.Form, error: PublishError
    ) -> HttpResponse:
        """The page as it is now, with why nothing was done."""
        event.refresh_from_db()
        response = self._review_page(request, event, form, problems=error.problems)
        response.status_code = 409 if isinstance(error, ChangedMeanwhileError) else 200
        return response

    def _review_page(
        self,
        request: HttpRequest,
        event: Event,
        form: forms.Form,
        *,
        problems: list[str] | None = None,
    ) -> TemplateResponse:
        whole = Event.objects.whole().get(pk=event.pk)
        found = proposed(event)
        present = found.present if found else None
        old = present.record if present else None
        new = found.version.record if found else {}
        written = EventWriter.of_unpublished([event]).select_related("user")
        return self.desk_page(
            request,
            "queue/review",
            title=event.title,
            event=event,
            state=state_words(event),
            present=present,
            compared=compare(old, new, found.fields) if found else [],
            checks=list(stored_checks(whole)),
            writers=[str(row.user) for row in written.order_by("at")],
            form=form,
            problems=problems or [],
            seen=event.changed.isoformat(),
            may_decide=may_publish(request.user),
            why_not=why_not([event], request.user),
            may_change=self.has_change_permission(request, event),
            **self.review_of(request, event),
        )

    # The preview.
    def preview_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """The readers' page made from the desk. Nothing is written."""
        event = self.get_object(request, str(number))
        if event is None:
            return self.nowhere(request)
        if not self.has_view_or_change_permission(request, event):
            raise PermissionDenied
        found = proposed(event)
        if found is None:
            messages.warning(request, NO_DATE)
            place = reverse("admin:timeline_event_change", args=[event.pk])
            return HttpResponseRedirect(place)
        context = {
            **event_page(found.version),
            "preview": True,
            "event": event,
            "state": state_words(event),
            "languages": [],
            "near_languages": [],
        }
        response = render(request, "admin/timeline/queue/preview.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def last_review(event: Event | None) -> Review | None:
    """The review that waits, or the last one that came to something."""
    if event is None or event.pk is None:
        return None
    return event.reviews.select_related("sent_by", "decided_by").first()


def _may_take_back(request: HttpRequest, review: Review) -> bool:
    return review.sent_by_id == request.user.pk or may_publish(request.user)


def _unpublished(event: Event | None) -> list[str]:
    """What readers would see otherwise, when something of it is not published."""
    if event is None or not event.has_unpublished_changes:
        return []
    found = proposed(event)
    return labels(found.fields) if found else []


def _logged(did: str, said: Said) -> str:
    more = said["reason"] or said["note"]
    return f"{did} {more}".strip()
