"""Runs a republishing: prepares it batch by batch, then publishes all of it at once.

What is long runs in a process of its own. When that is killed, what was prepared is
kept, readers have seen nothing, and it goes on from there; see :mod:`timeline.running`.
"""

import time
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from timeline import publishing
from timeline.headings import DIMENSIONS
from timeline.merging import MergeRefused
from timeline.models.events import Event
from timeline.models.republishing import (
    PreparedHeading,
    PreparedVersion,
    Republishing,
)
from timeline.models.versions import Heading
from timeline.publishing.presenting import stale
from timeline.republishing.differing import fingerprint, merge_at_desk, subjects
from timeline.republishing.showing import (
    BY_NAME,
    in_the_way,
    left_alone,
    not_chosen,
    shown_by,
)
from timeline.reviewing import written_by
from timeline.running import Progress, Telling, Work

State = Republishing.State
AT_ONCE = 200  # events that are done while the editor waits
BATCH = 50  # events prepared in one transaction
# Seconds between two batches. SQLite lets one write at a time, and who waits for it
# looks every tenth of a second: without a pause an editor could wait in vain.
PAUSE = 0.12
TRIES = 3  # times it is prepared anew because the thing was edited meanwhile
_WORKING = {State.PREPARING, State.PRESENTING}


class RepublishingRefused(ValueError):  # noqa: N818
    """Nothing was published; the message says why and what to do."""


def work_of(job: Republishing) -> Work:
    return Work("republishing", job.pk)


def progress_of(job: Republishing) -> Progress:
    """How many events are prepared."""
    return work_of(job).progress(job.total)


def was_killed(job: Republishing) -> bool:
    """True when it says it is at work and nobody works on it."""
    if job.state not in _WORKING or work_of(job).is_at_work():
        return False
    job.refresh_from_db()  # it may have come to its end just now
    return job.state in _WORKING


def start(job: Republishing) -> None:
    """Do it now when it is small, else in a process of its own.

    Raises :class:`RepublishingRefused`, also when it is at work already.
    """
    with work_of(job).held(refusal=_at_work()) as lock:
        if job.total <= AT_ONCE:
            _run(job)
        else:
            _begin(job)
            work_of(job).start_elsewhere(lock, "republish", str(job.pk))


def run(job: Republishing, *, lock: int | None = None) -> None:
    """Do it to its end, in this process; nothing when it is done.

    Raises :class:`RepublishingRefused`; the job says why afterwards.
    """
    with work_of(job).held(refusal=_at_work(), descriptor=lock):
        _run(job)


def _at_work() -> RepublishingRefused:
    return RepublishingRefused("This is at work already.")


def _run(job: Republishing) -> None:
    job.refresh_from_db()
    if job.state == State.DONE:
        return
    _begin(job)
    try:
        _do(job)
    except (RepublishingRefused, MergeRefused) as error:
        _stop(job, str(error))
        raise RepublishingRefused(str(error)) from error
    except BaseException:
        _stop(job, "An error stopped it. Nothing was published.")
        raise


def _begin(job: Republishing) -> None:
    if job.state == State.DONE:
        raise RepublishingRefused("This is published already.")
    work_of(job).forget_progress()
    job.state, job.trouble = State.PREPARING, ""
    job.save(update_fields=["state", "trouble"])


def _stop(job: Republishing, why: str) -> None:
    job.state, job.trouble = State.FAILED, why
    Republishing.objects.filter(pk=job.pk).update(state=job.state, trouble=why)


def _do(job: Republishing) -> None:
    for _ in range(TRIES):
        _prepare(job)
        job.state = State.PRESENTING
        job.save(update_fields=["state"])
        if _present(job):
            return
    raise RepublishingRefused(
        "What is to be published was edited again each time all was prepared. Start it "
        "again when nobody edits it."
    )


# Preparing


def _prepare(job: Republishing) -> None:
    """Prepare what is not prepared yet; all of it when the thing was edited since."""
    if job.seen != (seen := fingerprint(job)):
        job.prepared.all().delete()
        job.headings.all().delete()
        job.seen = seen
        job.save(update_fields=["seen"])
    wanted = shown_by(job).exclude(pk__in=left_alone(job).values("pk"))
    wanted = wanted.exclude(pk__in=job.prepared.values("event"))
    keys = list(wanted.order_by("pk").values_list("pk", flat=True))
    done = job.prepared.count()
    tell = Telling(work_of(job), done + len(keys))
    for some in _batches(keys):
        _prepare_some(job, some)
        done += len(some)
        tell(done)
        if some[-1] != keys[-1]:
            time.sleep(PAUSE)


@transaction.atomic
def _prepare_some(job: Republishing, keys: list[int]) -> None:
    """The next versions of these events, as they are with a merge that is undone."""
    keys = list(
        Event.objects.published().filter(pk__in=keys).values_list("pk", flat=True)
    )
    with transaction.atomic():
        merge_at_desk(job)
        made = publishing.prepare(keys, moment=timezone.now())
        transaction.set_rollback(True)
    for row in made.versions:
        row.republishing = job
    # One that another of the batch touched may be there from a batch before.
    job.prepared.filter(event__in=[row.event_id for row in made.versions]).delete()
    PreparedVersion.objects.bulk_create(made.versions)
    _keep_cards(job, made.headings)


def _keep_cards(job: Republishing, cards: set[tuple[str, str]]) -> None:
    PreparedHeading.objects.bulk_create(
        [
            PreparedHeading(republishing=job, dimension=dimension, value=value)
            for dimension, value in sorted(cards)
        ],
        ignore_conflicts=True,
    )


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


# Publishing


def _present(job: Republishing) -> bool:
    """Publish all of it at once; False when the thing was edited since it was prepared.

    Raises :class:`RepublishingRefused`; then nothing is published.
    """
    with transaction.atomic():
        publishing.hold()
        if fingerprint(job) != job.seen:
            return False
        _leave_own(job)
        if busy := list(in_the_way(job)[:5]):
            raise RepublishingRefused(_busy(busy))
        count, anew = left_alone(job).count(), _anew(job)
        _keep_cards(job, _own_cards(job))
        former = merge_at_desk(job)
        done = publishing.present(
            job,
            editor=job.editor.get_username() if job.editor else "",
            anew=anew,
            former=former,
        )
        if former and done.refused:
            raise RepublishingRefused(" ".join(done.refused[:5]))
        _finish(job, done, left=count)
    return True


def _leave_own(job: Republishing) -> None:
    """Leave alone what was chosen and whoever began this wrote on since then."""
    own = written_by(job.editor, Event.objects.filter(pk__in=job.also))
    if own:
        job.also = [key for key in job.also if key not in own]
        job.prepared.filter(event__in=own).delete()


def _anew(job: Republishing) -> set[int]:
    """Events that are published as they are now: what was prepared of them is old."""
    old = stale(job.prepared.all()) | job.prepared.filter(
        outcome=PreparedVersion.Outcome.ANEW
    )
    again = set(old.values_list("event", flat=True))
    fresh = set(job.prepared.exclude(event__in=again).values_list("event", flat=True))
    shown = set(shown_by(job).values_list("pk", flat=True))
    published = Event.objects.published().filter(pk__in=again | (shown - fresh))
    busy = set(not_chosen(job, published).values_list("pk", flat=True))
    return set(published.values_list("pk", flat=True)) - busy


def _own_cards(job: Republishing) -> set[tuple[str, str]]:
    """The cards of the things themselves: they may change when no event does."""
    model = BY_NAME[job.model]
    if model not in DIMENSIONS:
        return set()
    slugs = [one.slug for one in subjects(job)]
    there = Heading.objects.at(None).filter(
        dimension=DIMENSIONS[model], value__in=slugs
    )
    return set(there.values_list("dimension", "value"))


def _busy(events: list[Event]) -> str:
    named = ", ".join(f"“{event}”" for event in events)
    return (
        f"These have unpublished changes: {named}. Publish them first, or choose them, "
        "so that no event keeps the name that goes."
    )


def _finish(job: Republishing, done: publishing.Presented, *, left: int) -> None:
    job.result = {"versions": done.versions, "left": left, "refused": done.refused[:50]}
    job.state, job.trouble = State.DONE, ""
    job.done_at = timezone.now()
    job.save()
