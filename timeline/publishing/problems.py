"""What stands between an event and its publishing, in sentences."""

from collections.abc import Iterable

from timeline.models.events import Event, Participation
from timeline.models.sources import Citation

MANY = 5000  # keys in one query
NO_DATE = "Say when it was: write the date as the source says it."
NO_SOURCE = "Nothing is published without a source. Add one that says this happened."
NOBODY = "Say who took part: add at least one participant."


class PublishError(ValueError):
    """The event cannot be published; ``problems`` says what to mend, in sentences.

    ``event`` is the one that cannot, where several were to be published.
    """

    def __init__(self, problems: list[str], event: Event | None = None) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems
        self.event = event

    def named(self) -> "PublishError":
        """The same, with each problem saying which event has it."""
        problems = [f"“{self.event}”: {problem}" for problem in self.problems]
        return PublishError(problems, self.event)


def refuse_without_reason(event: Event, reason: str) -> None:
    """Raises PublishError for a further version that nobody gives a reason for."""
    if event.number is not None and not reason.strip():
        raise PublishError(
            ["Say what changed and why: readers see the reason beside the new version."]
        )


def problems_of(event: Event) -> list[str]:
    """What stands between an event and its publishing; empty when nothing does."""
    return lacking(
        dated=bool(event.edtf),
        cited=event.citations.exists(),
        attended=event.participations.exists(),
    )


def problems_of_many(events: Iterable[Event]) -> dict[int, list[str]]:
    """By key, the problems of the saved events that have any. Two queries for 5,000."""
    every = {event.pk: event for event in events}
    with_source, with_somebody = set[int](), set[int]()
    for keys in (list(every)[n : n + MANY] for n in range(0, len(every), MANY)):
        cited = Citation.objects.filter(event__in=keys).order_by()
        parts = Participation.objects.filter(event__in=keys).order_by()
        with_source |= set(cited.values_list("event", flat=True))
        with_somebody |= set(parts.values_list("event", flat=True))
    found = {
        key: lacking(
            dated=bool(event.edtf),
            cited=key in with_source,
            attended=key in with_somebody,
        )
        for key, event in every.items()
    }
    return {key: problems for key, problems in found.items() if problems}


def lacking(*, dated: bool, cited: bool, attended: bool) -> list[str]:
    """What an event with only this lacks, in sentences."""
    checks = ((dated, NO_DATE), (cited, NO_SOURCE), (attended, NOBODY))
    return [sentence for is_there, sentence in checks if not is_there]
