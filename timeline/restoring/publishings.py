"""The last publishings of one account, undone as one. Readers' history is kept.

An event gets back what readers saw before as a new version, or is withdrawn when the
account published it first. One that somebody changed since is left alone and named,
unless it is chosen all the same. Versions that only follow the publishing of a related
event are no publishings of their own.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from timeline.forms.saving import save_many
from timeline.forms.submission import EventSubmission
from timeline.models.events import Event
from timeline.models.versions import EventVersion
from timeline.publishing import hold, publish_many, withdraw
from timeline.restoring.boxes import restored

MOST = 500  # publishings undone at once
_ENDED = (EventVersion.Change.WITHDRAWN, EventVersion.Change.MERGED)
_FOLLOWED = "Related event "  # begins the reason of a version that follows another's
_SAME = (
    "Readers would see the same: only a name in it was changed, and it shows names as "
    "they are now. Change that name back, and publish again what shows it."
)


@dataclass(slots=True)
class Step:
    """What will become of one event: BACK to version ``to``, WITHDRAW, or LEFT."""

    BACK, WITHDRAW, LEFT = "back", "withdraw", "left"

    number: int
    title: str
    does: str
    words: str
    to: int = 0
    may_choose: bool = False  # LEFT because of others' changes
    notes: list[str] = field(default_factory=list)
    event: Event | None = None


class Undone(NamedTuple):
    """What undoing did, by event."""

    back: list[Step]
    withdrawn: list[Step]
    left: list[Step]


def last_publishings(username: str, last: int) -> list[int]:
    """The keys of the last publishings of an account, the newest first."""
    rows = EventVersion.objects.filter(editor=username)
    rows = rows.exclude(reason__startswith=_FOLLOWED)
    newest = rows.order_by("-recorded_at", "-pk").values_list("pk", flat=True)
    return list(newest[: min(max(last, 0), MOST)])


def plan(chosen: Collection[int], *, also: Collection[int] = ()) -> list[Step]:
    """What undoing these versions would do. ``also`` are events to undo although
    somebody changed them since. Four queries."""
    wanted = set(chosen)
    numbers = EventVersion.objects.filter(pk__in=wanted).values("event_id")
    rows = EventVersion.objects.filter(event_id__in=numbers)
    by_event: dict[int, list[EventVersion]] = {}
    for version in rows.defer("record", "csv_line").order_by("event_id", "-number"):
        by_event.setdefault(version.event_id, []).append(version)
    events = {e.number: e for e in Event.objects.filter(number__in=list(by_event))}
    return [
        _step(events.get(number), versions, wanted, anyway=number in also)
        for number, versions in by_event.items()
    ]


def _step(
    event: Event | None, versions: list[EventVersion], wanted: set[int], *, anyway: bool
) -> Step:
    """``versions`` are all of the event, the newest first."""
    latest = versions[0]
    step = Step(latest.event_id, latest.title, Step.LEFT, "", event=event)
    if event is None:
        step.words = "It is not at the desk any more."
        return step
    since = _changed_since(event, versions, wanted)
    if since and not anyway:
        step.words, step.may_choose = since, True
        return step
    rest = list(_before(versions, wanted, anyway=anyway))
    target = rest[0] if rest else None
    if target is None or target.change in _ENDED:
        _end(step, latest, target)
    else:
        step.does, step.to = Step.BACK, target.number
        step.words = f"Goes back to version {target.number}, “{target.title}”."
    return step


def _changed_since(event: Event, versions: list[EventVersion], wanted: set[int]) -> str:
    """Who changed an event after the publishings to be undone, in a sentence."""
    if event.has_unpublished_changes:
        return "It has changes at the desk that are not published."
    for version in versions:
        if version.pk in wanted:
            return ""
        if not _follows(version):
            name = version.editor or "somebody"
            return f"{name} published version {version.number} since."
    return ""


def _before(
    versions: list[EventVersion], wanted: set[int], *, anyway: bool
) -> Iterator[EventVersion]:
    """The versions below the run of those to be undone, the newest first.

    ``anyway``: below the oldest of them, whatever others published between.
    """
    if anyway:
        first = min(v.number for v in versions if v.pk in wanted)
        yield from (v for v in versions if v.number < first)
        return
    below = False
    for version in versions:
        below = below or not (version.pk in wanted or _follows(version))
        if below:
            yield version


def _follows(version: EventVersion) -> bool:
    return version.reason.startswith(_FOLLOWED)


def _end(step: Step, latest: EventVersion, target: EventVersion | None) -> None:
    if latest.change in _ENDED:
        step.words = "Readers do not see it: there is nothing to undo."
    elif target is None:
        step.does = Step.WITHDRAW
        step.words = "Is withdrawn: it was published first by one of these."
    else:
        step.does = Step.WITHDRAW
        step.words = f"Is withdrawn again, as it was in version {target.number}."


def undo(
    chosen: Collection[int],
    *,
    editor: AbstractBaseUser,
    reason: str,
    also: Collection[int] = (),
) -> Undone:
    """Undo these versions in one transaction; new versions carry ``reason``.

    What cannot be typed again any more is left as it is, and says why. Raises
    PublishError, and then nothing was done.
    """
    with transaction.atomic():
        hold()
        numbers = EventVersion.objects.filter(pk__in=chosen).values("event_id")
        locked = Event.objects.select_for_update().filter(number__in=numbers)
        list(locked.order_by("pk").values_list("pk", flat=True))
        steps = plan(chosen, also=also)
        back = _restore([s for s in steps if s.does == Step.BACK], editor)
        name, before = editor.get_username(), _newest(back)
        publish_many(_events(back), editor=name, reason=reason)
        back = _moved(back, before)
        ended = [s for s in steps if s.does == Step.WITHDRAW]
        for event in _events(ended):
            withdraw(event, editor=name, reason=reason)
        return Undone(back, ended, [s for s in steps if s.does == Step.LEFT])


def _newest(steps: Iterable[Step]) -> dict[int, int]:
    """The number of the newest version of each event."""
    rows = EventVersion.objects.filter(event_id__in=[step.number for step in steps])
    return dict(rows.values_list("event_id").annotate(Max("number")))


def _moved(steps: list[Step], before: dict[int, int]) -> list[Step]:
    """Those that readers see otherwise now; the others are left, and say why."""
    now = _newest(steps)
    for step in steps:
        if now[step.number] == before[step.number]:
            step.does, step.words = Step.LEFT, _SAME
    return [step for step in steps if step.does == Step.BACK]


def _events(steps: Iterable[Step]) -> list[Event]:
    return [step.event for step in steps if step.event]


def _restore(steps: list[Step], editor: AbstractBaseUser) -> list[Step]:
    """Put the desk into the state of each step's version; those that could be."""
    done = []
    for step in steps:
        assert step.event is not None
        version = EventVersion.objects.get(event_id=step.number, number=step.to)
        found = restored(version.record, step.event)
        submission = EventSubmission(found.post(), instance=step.event, user=editor)
        step.notes = found.notes
        if submission.is_valid():
            save_many([submission])
            done.append(step)
        else:
            fault = submission.errors[0]
            step.does, step.may_choose = Step.LEFT, False
            step.words = f"Version {step.to} cannot be typed again: {fault.sentence}"
    return done
