"""Actions on many events of the list: publish, send, tag, add to a process, mark.

Between choosing and doing there is one page, but for sending. It names what was chosen
by key, in one box: what is done is what was shown, whatever the list holds by then.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from timeline.admin.desk import DeskAdmin, ReasonForm
from timeline.admin.requested import keys_of, somebody
from timeline.forms.bulk import (
    Change,
    Done,
    KeyForm,
    ProcessForm,
    TopicsForm,
    add_topics,
    batches,
    change_many,
    enter_process,
    mark_key,
)
from timeline.models.events import Event
from timeline.publishing import PublishError, hold, problems_of_many, publish_many
from timeline.reviewing import OWN_TEXT, send_for_review, written_by

MOST = 5000  # events of one action
MANY = 1000  # from here on the page says that it takes a while
LISTED = 50
NAMED = 20  # events left alone that are named one by one
TOO_MANY = (
    f"At most {MOST:,} events can be changed at once, and you chose more. Narrow the "
    "list with the filters and choose again. Nothing was changed."
)


class Act(NamedTuple):
    """One action: the page that asks, and what its answers do."""

    name: str
    title: str
    button: str
    form: type[Any]
    change: Callable[[dict[str, Any]], tuple[Change, str]]  # and the words of the log


def _topics(given: dict[str, Any]) -> tuple[Change, str]:
    labels = ", ".join(topic.label for topic in given["topics"])
    return add_topics(list(given["topics"])), f"Topics added: {labels}."


def _process(given: dict[str, Any]) -> tuple[Change, str]:
    number = given["round"]
    where = f"{given['process']}, round {number}" if number else given["process"]
    return enter_process(given["process"], number), f"Added to the process {where}."


def _key(given: dict[str, Any]) -> tuple[Change, str]:
    key = given["key"] != "no"
    return mark_key(key), "Marked as a key event." if key else "No key event any more."


TAG = Act("tag_selected", "Add topics to", "Add topics", TopicsForm, _topics)
ENTER = Act("enter_selected", "Add to a process:", "Add", ProcessForm, _process)
MARK = Act("mark_selected", "Mark as key or not:", "Mark", KeyForm, _key)


class BulkActions(DeskAdmin):
    """The list of events with actions on many of them."""

    @admin.action(description="Publish the selected events", permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        keys, form = chosen(request, queryset), _form(request, ReasonForm)
        if len(keys) > MOST:
            messages.error(request, TOO_MANY)
            return None
        if not form.is_valid():
            page = ("publish_selected", "Publish", "Publish")
            return self._ask(request, keys, form, *page)
        self._publish(request, keys, form.cleaned_data["reason"])
        return None

    @admin.action(description="Send the selected for review", permissions=["change"])
    def send_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Send all that can be; say of each of the others what it lacks."""
        events = list(queryset[: MOST + 1])
        if len(events) > MOST:
            messages.error(request, TOO_MANY)
            return
        done = Done([], [])
        for event in events:
            try:
                send_for_review(event, by=somebody(request))
                done.changed.append(event)
            except PublishError as error:
                done.skipped.append((str(event), str(error)))
        log_many(request, done.changed, "Sent for review.")
        if done.changed:
            sent = f"{counted(len(done.changed))} sent for review."
            messages.success(request, sent)
        _say_skipped(request, done, "was not sent.")

    @admin.action(description="Add topics to the selected", permissions=["change"])
    def tag_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self._act(request, queryset, TAG)

    @admin.action(description="Add the selected to a process", permissions=["change"])
    def enter_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self._act(request, queryset, ENTER)

    @admin.action(description="Mark the selected as key or not", permissions=["change"])
    def mark_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self._act(request, queryset, MARK)

    def _act(
        self, request: HttpRequest, queryset: QuerySet[Any], act: Act
    ) -> HttpResponse | None:
        keys, form = chosen(request, queryset), _form(request, act.form)
        if len(keys) > MOST:
            messages.error(request, TOO_MANY)
            return None
        if not form.is_valid():
            return self._ask(request, keys, form, act.name, act.title, act.button)
        change, words = act.change(form.cleaned_data)
        with transaction.atomic():
            done = change_many(keys, change, by=request.user.pk)
            log_many(request, done.changed, words)
        report(request, done)
        return None

    def _ask(
        self,
        request: HttpRequest,
        keys: list[int],
        form: Any,
        action: str,
        title: str,
        button: str,
    ) -> TemplateResponse:
        return self.desk_page(
            request,
            "event/bulk",
            title=f"{title} {counted(len(keys))}",
            button=button,
            action=action,
            form=form,
            keys=",".join(map(str, keys)),
            checkbox=ACTION_CHECKBOX_NAME,
            first=keys[0] if keys else 0,
            listed=Event.objects.filter(pk__in=keys[:LISTED]),
            more=max(len(keys) - LISTED, 0),
            takes_long=len(keys) > MANY,
        )

    def _publish(self, request: HttpRequest, keys: list[int], reason: str) -> None:
        """Publish all that can be; say of each of the others what it lacks."""
        try:
            with transaction.atomic():
                done, new = publish_chosen(keys, by=request.user, reason=reason)
                log_many(request, done.changed, f"Published: {reason}")
        except PublishError as error:  # changed since it was looked at
            messages.error(request, f"Nothing was published. {error}")
            return
        messages.success(request, f"{counted(len(done.changed))} published.")
        if same := len(done.changed) - new:
            messages.info(
                request,
                f"Of these, {same} had nothing new: readers see no new version.",
            )
        _say_skipped(request, done, "was not published.")


def chosen(request: HttpRequest, queryset: QuerySet[Any]) -> list[int]:
    """The keys that were chosen: in the list, or on the page that asked.

    One more than :data:`MOST` where there are more.
    """
    if "keys" not in request.POST:
        return list(queryset.values_list("pk", flat=True)[: MOST + 1])
    return keys_of(request.POST["keys"].split(",")[: MOST + 1])


def _form(request: HttpRequest, form: type[Any]) -> Any:
    return form(request.POST if "apply" in request.POST else None)


def publish_chosen(keys: Sequence[int], *, by: Any, reason: str) -> tuple[Done, int]:
    """Publish those that lack nothing and that ``by`` may, and how many are new.

    All at one moment. Raises PublishError when one lacks something only now.
    """
    hold()
    done = Done([], [])
    for batch in batches(list(keys)):
        events = Event.objects.select_for_update().filter(pk__in=batch).order_by("pk")
        found = {event.pk: event for event in events.only("pk", "title", "edtf")}
        problems = problems_of_many(found.values())
        own = written_by(by, [e for k, e in found.items() if k not in problems])
        problems |= {key: [OWN_TEXT] for key in own}
        done.changed.extend(found[k] for k in batch if k in found and k not in problems)
        done.skipped.extend((str(found[k]), " ".join(p)) for k, p in problems.items())
    editor = by.get_username()
    return done, publish_many(done.changed, editor=editor, reason=reason)


def log_many(request: HttpRequest, events: Iterable[Event], words: str) -> None:
    """Write into the history of each what was done to it."""
    if listed := list(events):
        assert request.user.pk is not None
        LogEntry.objects.log_actions(request.user.pk, listed, CHANGE, words)


def report(request: HttpRequest, done: Done) -> None:
    """Say how many were changed, which were left alone, and why."""
    say = messages.success if done.changed else messages.warning
    say(request, f"{counted(len(done.changed))} changed.")
    published = Event.objects.published().filter(pk__in=[e.pk for e in done.changed])
    if waiting := published.count():
        messages.info(
            request,
            f"{counted(waiting)} of these are published: readers see the change when "
            "you publish them again.",
        )
    _say_skipped(request, done, "was left alone: it")


def _say_skipped(request: HttpRequest, done: Done, what: str) -> None:
    for title, why in done.skipped[:NAMED]:
        messages.warning(
            request, f"“{title}” {what} {why}{'' if why.endswith('.') else '.'}"
        )
    if (more := len(done.skipped) - NAMED) > 0:
        messages.warning(request, f"{counted(more)} more {what} the like.")


def counted(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"
