"""Who may publish what: the permission, and the rule of two pairs of eyes."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from timeline.models.events import Event
from timeline.models.reviews import EventWriter
from timeline.publishing import PublishError

PUBLISH = "timeline.publish_event"
NOT_A_REVIEWER = (
    "Only reviewers publish and withdraw. Save it and send it for review instead."
)
OWN_TEXT = (
    "You wrote some of this text yourself, so somebody else has to approve it. Send it "
    "for review."
)
AT_ONCE = 1000  # keys in one query

# Who asks; None is the command line, which may do everything.
Somebody = AbstractBaseUser | AnonymousUser | None


def may_publish(user: Somebody) -> bool:
    """True for reviewers: they publish, approve and withdraw."""
    return user is None or (isinstance(user, User) and user.has_perm(PUBLISH))


def may_publish_own(user: Somebody) -> bool:
    """True for who may publish a text without another pair of eyes."""
    return may_publish(user) and (user is None or settings.ONE_PERSON_DESK)


def why_not(events: Iterable[Event], user: Somebody) -> str:
    """Why ``user`` may not publish these events as they are; empty when nothing bars.

    It is somebody's own text when they saved it since its last version. Call it under
    the lock of the events when it decides something. A query for 1,000 events.
    """
    if not may_publish(user):
        return NOT_A_REVIEWER
    if may_publish_own(user) or user is None:
        return ""
    every = list(events)
    chunks = (every[n : n + AT_ONCE] for n in range(0, len(every), AT_ONCE))
    own = any(_wrote(chunk, user) for chunk in chunks)
    return OWN_TEXT if own else ""


def written_by(user: Somebody, events: Iterable[Event]) -> set[int]:
    """The keys of those that wait for another pair of eyes than those of ``user``.

    One query.
    """
    if may_publish_own(user) or user is None:
        return set()
    rows = EventWriter.of_unpublished(list(events)).filter(user=user.pk)
    return set(rows.values_list("event", flat=True))


def _wrote(events: Sequence[Event], user: AbstractBaseUser | AnonymousUser) -> bool:
    return EventWriter.of_unpublished(events).filter(user=user.pk).exists()


def refuse_publishing(events: Iterable[Event], *, by: Somebody) -> None:
    """Raises PublishError with the reason when ``by`` may not publish these."""
    if why := why_not(events, by):
        raise PublishError([why])
