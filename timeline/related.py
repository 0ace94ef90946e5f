"""What readers see of the other events that an event at the desk names."""

from collections.abc import Iterable, Iterator, Mapping

from timeline.models.events import Commitment, Event, EventRelation
from timeline.models.versions import EventVersion

# By the key of an event at the desk: the version that readers have of it.
Published = Mapping[int, EventVersion]


def related_as_published(events: Iterable[Event]) -> dict[int, EventVersion]:
    """What readers see of all that these events are related to. At most one query.

    What carried out their commitments is in it; drafts and what was withdrawn or
    merged are not.
    """
    targets = [other for event in events for other in _others(event)]
    keys = {target.number: target.pk for target in targets if target.number}
    if not keys:
        return {}
    versions = EventVersion.objects.present().filter(event_id__in=keys)
    return {keys[v.event_id]: v for v in versions.defer("csv_line")}


def _others(event: Event) -> Iterator[Event]:
    """The events its record names, as they are at the desk."""
    for relation in event.relations.all():
        yield relation.target
    for commitment in event.commitments.all():
        yield from commitment.implemented_by.all()


def carried_out(commitment: Commitment, published: Published) -> Iterator[EventVersion]:
    """What readers see of the events that carried it out, the earliest first."""
    found = [published.get(event.pk) for event in commitment.implemented_by.all()]
    yield from sorted(filter(None, found), key=lambda v: (v.order_key, v.event_id))


def as_published(
    relations: list[EventRelation], published: Published
) -> Iterator[tuple[EventRelation, EventVersion]]:
    """Each relation with its target as readers see it.

    One to a draft is left out, and an edit of the target that is not published does
    not show: either would tell readers of what is still on the desk.
    """
    for relation in relations:
        if target := published.get(relation.target_id):
            yield relation, target
