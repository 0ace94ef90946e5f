"""The queue of the desk: lists of what waits for somebody, each under a tab.

The lists are read from the query string: ``list``, ``kind``, ``editor``, ``process``,
``age`` and ``p``. A further list is one entry in :data:`LISTS`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.timesince import timesince

from timeline.admin.comparing import labels
from timeline.admin.event_page import Check, state_words, stored_checks
from timeline.admin.narrowing import NarrowForm
from timeline.admin.requested import page_of
from timeline.due import overdue_commitments, overdue_plans
from timeline.models.events import Commitment, Event
from timeline.models.reviews import EventWriter, Review
from timeline.models.tracks import Track
from timeline.reviewing import Proposed, proposed_many

AT_A_TIME = 25
AGES = {"day": 1, "week": 7, "month": 30}  # days


class Wanted(NamedTuple):
    """What a list is narrowed to."""

    kind: str = ""  # a family
    editor: User | None = None
    process: Track | None = None
    before: datetime | None = None  # what waits since then or longer

    def of_events(self, path: str = "") -> Q:
        """The condition on an event, found over ``path`` (``event__``)."""
        found = Q()
        if self.kind:
            found &= Q(**{f"{path}type__family": self.kind})
        if self.process:
            found &= Q(**{f"{path}tracks__track": self.process})
        return found


class Row(NamedTuple):
    """A line of a list: an event, how long it waits, and what there is to see."""

    event: Event
    state: str
    age: str
    since: datetime
    who: str
    fields: list[str]  # what readers would see otherwise; empty when all is new
    is_new: bool
    checks: list[Check]
    note: str
    edited_since: bool

    @property
    def to_mend(self) -> list[Check]:
        """What publishing would refuse."""
        return [check for check in self.checks if check.state == "bad"]

    @property
    def to_better(self) -> list[Check]:
        return [check for check in self.checks if check.state == "hm"]


class DeskList(NamedTuple):
    """A tab of the queue.

    ``find`` gives the rows of a table that are wanted, in their order; ``show`` turns
    a page of them into what ``template`` shows as ``rows``.
    """

    slug: str
    label: str
    empty: str
    template: str
    find: Callable[[Wanted], QuerySet[Any]]
    show: Callable[[Sequence[Any]], list[Any]]


def wanted_of(form: NarrowForm) -> Wanted:
    """What was chosen, as far as it could be read."""
    form.is_valid()
    data = form.cleaned_data
    days = AGES.get(data.get("age", ""))
    return Wanted(
        kind=data.get("kind", ""),
        editor=data.get("editor"),
        process=data.get("process"),
        before=timezone.now() - timedelta(days=days) if days else None,
    )


def find_reviews(wanted: Wanted) -> QuerySet[Review]:
    """What waits for a reviewer, the longest first."""
    return _narrowed(Review.objects.waiting(), wanted).oldest_first()


def find_sent_back(wanted: Wanted) -> QuerySet[Review]:
    """What a reviewer sent back and nobody has sent again or published since."""
    later = Review.objects.filter(event=OuterRef("event"), pk__gt=OuterRef("pk"))
    back = Review.objects.filter(
        ~Exists(later), outcome__in=[Review.Outcome.RETURNED, Review.Outcome.REJECTED]
    )
    open_ = Q(event__published_at__isnull=True)
    open_ |= Q(event__changed__gt=F("event__published_at"))
    return _narrowed(back.filter(open_), wanted).oldest_first()


def _narrowed(reviews: Any, wanted: Wanted) -> Any:
    found = reviews.filter(wanted.of_events("event__")).select_related(
        "event", "sent_by", "decided_by"
    )
    if wanted.editor:
        found = found.filter(sent_by=wanted.editor)
    return found.filter(sent_at__lte=wanted.before) if wanted.before else found


def find_unpublished(wanted: Wanted) -> QuerySet[Event]:
    """Published events with changes that nobody sent for review."""
    events = Event.objects.published().filter(changed__gt=F("published_at"))
    waiting = Review.objects.waiting().filter(event=OuterRef("pk"))
    events = events.filter(~Exists(waiting), wanted.of_events())
    if wanted.editor:
        events = events.filter(writers__user=wanted.editor)
    if wanted.before:
        events = events.filter(changed__lte=wanted.before)
    return events.order_by("changed", "pk")


def find_plans(wanted: Wanted) -> QuerySet[Event]:
    """Events whose date has passed without an outcome, the longest overdue first."""
    events = overdue_plans().filter(wanted.of_events())
    if wanted.editor:
        events = events.filter(writers__user=wanted.editor)
    if wanted.before:
        events = events.filter(end_latest__lte=wanted.before.date())
    return events


def find_commitments(wanted: Wanted) -> QuerySet[Commitment]:
    """Commitments whose date has passed, the longest overdue first."""
    owed = overdue_commitments().filter(wanted.of_events("agreed_in__"))
    if wanted.editor:
        owed = owed.filter(agreed_in__writers__user=wanted.editor)
    if wanted.before:
        owed = owed.filter(end_latest__lte=wanted.before.date())
    return owed


def show_reviews(reviews: Sequence[Review]) -> list[Row]:
    """One row each, in a fixed number of queries."""
    events, found = _whole(review.event_id for review in reviews)
    return [
        _row(
            events[review.event_id],
            found.get(review.event_id),
            since=review.sent_at,
            who=str(review.sent_by or "somebody"),
            note=review.note,
            edited_since=events[review.event_id].changed != review.changed,
        )
        for review in reviews
    ]


def show_sent_back(reviews: Sequence[Review]) -> list[Row]:
    events, found = _whole(review.event_id for review in reviews)
    return [
        _row(
            events[review.event_id],
            found.get(review.event_id),
            since=review.decided_at or review.sent_at,
            who=str(review.decided_by or "somebody"),
            note=f"{review.get_outcome_display()}: {review.answer}",
        )
        for review in reviews
    ]


def show_unpublished(listed: Sequence[Event]) -> list[Row]:
    events, found = _whole(event.pk for event in listed)
    rows = EventWriter.objects.filter(event__in=events).order_by("at")
    last = {row.event_id: str(row.user) for row in rows.select_related("user")}
    return [
        _row(
            events[event.pk],
            found.get(event.pk),
            since=event.changed,
            who=last.get(event.pk, "somebody"),
        )
        for event in listed
    ]


def _whole(keys: Iterable[int]) -> tuple[dict[int, Event], dict[int, Proposed]]:
    keys = list(keys)
    return Event.objects.whole().in_bulk(keys), proposed_many(keys)


def _row(
    event: Event,
    found: Proposed | None,
    *,
    since: datetime,
    who: str,
    note: str = "",
    edited_since: bool = False,
) -> Row:
    is_new = found is None or found.present is None
    return Row(
        event=event,
        state=state_words(event),
        age=age_words(since),
        since=since,
        who=who,
        fields=[] if found is None or is_new else labels(found.fields),
        is_new=is_new,
        checks=list(stored_checks(event)),
        note=note,
        edited_since=edited_since,
    )


def age_words(since: datetime) -> str:
    """``2 hours``, ``5 days``; ``just now`` within the first minute."""
    now = timezone.now()
    if now - since < timedelta(minutes=1):
        return "just now"
    return timesince(since, now, depth=1).replace("\xa0", " ")


LISTS: tuple[DeskList, ...] = (
    DeskList(
        slug="review",
        label="Waiting for review",
        empty="Nothing waits for review.",
        template="admin/timeline/queue/_events.html",
        find=find_reviews,
        show=show_reviews,
    ),
    DeskList(
        slug="sent-back",
        label="Sent back",
        empty="Nothing was sent back.",
        template="admin/timeline/queue/_events.html",
        find=find_sent_back,
        show=show_sent_back,
    ),
    DeskList(
        slug="unpublished",
        label="Changed, not sent",
        empty="Readers have every change of what is published.",
        template="admin/timeline/queue/_events.html",
        find=find_unpublished,
        show=show_unpublished,
    ),
    DeskList(
        slug="plans",
        label="Plans that passed",
        empty="Every plan whose date has passed is told to its end.",
        template="admin/timeline/queue/_plans.html",
        find=find_plans,
        show=list,
    ),
    DeskList(
        slug="commitments",
        label="Overdue commitments",
        empty="No open commitment is overdue.",
        template="admin/timeline/queue/_commitments.html",
        find=find_commitments,
        show=list,
    ),
)


class Tab(NamedTuple):
    """A list's name with how many wait in it, and its address."""

    slug: str
    label: str
    waiting: int
    address: str


def queue_page(query: QueryDict) -> dict[str, Any]:
    """Everything the template of the queue shows."""
    form = NarrowForm(query)
    wanted = wanted_of(form)
    chosen = next((one for one in LISTS if one.slug == query.get("list")), LISTS[0])
    page = page_of(query, chosen.find(wanted), AT_A_TIME)
    return {
        "tabs": [_tab(one, query, wanted) for one in LISTS],
        "chosen": chosen,
        "form": form,
        "narrowed": wanted != Wanted(),
        "unread": [str(form.fields[name].label) for name in form.errors],
        "page": page,
        "rows": chosen.show(list(page.object_list)),
        "onward": _without(query, "p").urlencode(),
    }


def _tab(one: DeskList, query: QueryDict, wanted: Wanted) -> Tab:
    asked = _without(query, "p", "list")
    asked["list"] = one.slug
    count = one.find(wanted).count()
    return Tab(one.slug, one.label, count, f"?{asked.urlencode()}")


def _without(query: QueryDict, *names: str) -> QueryDict:
    left = query.copy()
    for name in names:
        left.pop(name, None)
    return left
