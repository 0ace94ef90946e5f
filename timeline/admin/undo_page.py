"""An account's last publishings, undone as one: first what will happen, then it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from timeline.admin.desk import DeskAdmin, ReasonForm
from timeline.admin.requested import keys_of
from timeline.forms.rows import dress
from timeline.publishing import PublishError
from timeline.restoring.publishings import (
    MOST,
    Undone,
    last_publishings,
    plan,
    undo,
)

MAY = "timeline.publish_event"
_LISTED = 100


class AccountForm(forms.Form):
    """Whose publishings, and how many of the last."""

    account = forms.ModelChoiceField(
        User.objects.filter(is_staff=True).order_by("username"),
        label="Account",
        to_field_name="username",
        empty_label="Choose",
        error_messages={"required": "Choose whose publishings are to be undone."},
    )
    last = forms.IntegerField(
        label="How many of the last",
        min_value=1,
        max_value=MOST,
        help_text=f"Each event published counts as one. At most {MOST} at once.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class UndoPage(DeskAdmin):
    """For the events' own door."""

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = [
            path(
                "undo-publishings/",
                inside(self.undo_view),
                name="timeline_undo_publishings",
            )
        ]
        return [*ours, *super().get_urls()]

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Choose an account, see what would happen to each event, give the reason."""
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        asked = AccountForm(request.GET if "account" in request.GET else None)
        reason = ReasonForm(request.POST or None)
        chosen = keys_of(request.POST.getlist("version"))[:MOST]
        if request.method == "POST" and chosen and reason.is_valid():
            return self._undo(request, chosen, reason.cleaned_data["reason"])
        if asked.is_bound and asked.is_valid() and not chosen:
            account = asked.cleaned_data["account"].get_username()
            chosen = last_publishings(account, asked.cleaned_data["last"])
        return self.desk_page(
            request,
            "event/undo",
            title="Undo publishings",
            asked=asked,
            form=reason,
            chosen=chosen,
            also=keys_of(request.POST.getlist("also"))[:MOST],
            steps=plan(chosen) if chosen else [],
            looked=asked.is_bound and asked.is_valid(),
        )

    def _undo(
        self, request: HttpRequest, chosen: list[int], reason: str
    ) -> HttpResponse:
        also = keys_of(request.POST.getlist("also"))[:MOST]
        try:
            done = undo(chosen, editor=request.user, reason=reason, also=also)  # type: ignore[arg-type]
        except PublishError as error:
            messages.error(request, f"Nothing was undone. {error}")
        else:
            self._say(request, done, reason)
        return HttpResponseRedirect(reverse("admin:timeline_undo_publishings"))

    def _say(self, request: HttpRequest, done: Undone, reason: str) -> None:
        for step in [*done.back, *done.withdrawn]:
            self.log_change(request, step.event, f"Publishing undone: {reason}")
        counted = [(done.back, "went back"), (done.withdrawn, "withdrawn")]
        said = [f"{_events(len(steps))} {words}" for steps, words in counted if steps]
        if said:
            sentence = f"{', '.join(said)}. Readers see the reason beside each."
            messages.success(request, sentence)
        for step in done.left[:_LISTED]:
            messages.warning(request, f"“{step.title}” was left alone. {step.words}")
        for step in done.back[:_LISTED]:
            for note in step.notes:
                messages.warning(request, f"“{step.title}”: {note}")


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"
