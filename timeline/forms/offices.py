"""Whether the office somebody held on a day is known."""

from collections.abc import Iterable
from datetime import date

from timeline.models.participants import Participant
from timeline.names import fold


def persons_without_office(names: Iterable[str], day: date) -> set[str]:
    """Those of ``names`` whose offices are known, but none on ``day``.

    Somebody without any tenure is not among them, nor a name that several have. Two
    queries.
    """
    folded = {fold(name): name for name in names if fold(name)}
    rows = Participant.objects.filter(
        kind=Participant.Kind.PERSON, names__folded__in=list(folded)
    )
    found: dict[str, list[Participant]] = {}
    for one in rows.distinct().prefetch_related("names", "tenures"):
        for spelling in {row.folded for row in one.names.all()} & set(folded):
            found.setdefault(spelling, []).append(one)
    return {
        folded[spelling]
        for spelling, persons in found.items()
        if len(persons) == 1
        and persons[0].tenures.all()
        and not persons[0].office_on(day)
    }
