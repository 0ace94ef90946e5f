"""What a merge would do, in words, before anything is done."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from timeline.merging.relations import MERGED, MUST_AGREE, OWN, Relation
from timeline.models.events import EventTrack, Participation
from timeline.models.sources import Citation

NAMED = 5  # collisions that are named
_CHAINS = {"acts_for": "sides", "parent": "ancestors"}
_BOXES = {"acts_for": "Acts for", "parent": "Lies in"}


class MergeRefused(ValueError):  # noqa: N818
    """The two cannot be merged; the message says why and what to do."""


class Plan(NamedTuple):
    """Sentences: what moves, what collides and what becomes of it, why it cannot be."""

    moves: list[str]
    collisions: list[str]
    refusals: list[str]


def plan(goes: Model, stays: Model) -> Plan:
    """What making ``goes`` a part of ``stays`` does. Nothing is written."""
    relations = MERGED[type(stays)]
    return Plan(
        [words for relation in relations if (words := _moving(relation, goes))],
        [*_collisions(goes, stays), *_chain(goes, stays), *_columns(goes, stays)],
        list(refusals(goes, stays)),
    )


def refusals(goes: Model, stays: Model) -> Iterator[str]:
    """Why the two cannot be merged, in sentences; none when they can."""
    if goes == stays:
        yield "Choose two different ones."
        return
    if type(stays)._meta.model_name in _STRICT:
        yield from _disagreeing(goes, stays)
    yield from _above(goes, stays)
    for relation in MERGED[type(stays)]:
        if relation.refuses:
            for row in colliding(relation, goes, stays)[:NAMED]:
                yield (
                    f"There is a “{row}” in both. Merge those two first, or say what "
                    "tells them apart."
                )


def _disagreeing(goes: Model, stays: Model) -> Iterator[str]:
    for name, sentence in MUST_AGREE.items():
        ours, theirs = _shown(stays, name), _shown(goes, name)
        if ours and theirs and ours != theirs:
            yield sentence.format(ours=ours, theirs=theirs)


def _above(goes: Model, stays: Any) -> Iterator[str]:
    for field, climb in _CHAINS.items():
        if hasattr(stays, field) and goes in getattr(stays, climb)()[1:]:
            yield (
                f"{goes} is above {stays} through others. Change “{_BOXES[field]}” of "
                f"{getattr(stays, field)} first."
            )


_STRICT = {"participant", "location"}


def _shown(one: Any, name: str) -> str:
    if name == "kind":
        return str(one.get_kind_display()).lower() if hasattr(one, "kind") else ""
    return str(getattr(one, name, ""))


def rows_of(relation: Relation, goes: Model) -> QuerySet[Any]:
    """The rows that point at the one that goes."""
    rows = relation.model._default_manager.filter(**{relation.field: goes})
    return rows.order_by("pk")


def colliding(relation: Relation, goes: Model, stays: Model) -> QuerySet[Any]:
    """Rows of the one that goes for which the other has one that is the same."""
    if not relation.alike:
        return rows_of(relation, goes).none()
    return rows_of(relation, goes).filter(Exists(twins(relation, stays)))


def twins(relation: Relation, stays: Model) -> QuerySet[Any]:
    """For a row as ``OuterRef``: the rows of the one that stays that are the same."""
    same = Q(**{relation.field: stays})
    for name in relation.alike:
        both_empty = Q(**{f"{name}__isnull": True}) & Q(
            Exists(
                relation.model._default_manager.filter(
                    pk=OuterRef(OuterRef("pk")), **{f"{name}__isnull": True}
                )
            )
        )
        field: Any = relation.model._meta.get_field(name)
        equal = Q(**{name: OuterRef(name)})
        same &= (equal | both_empty) if field.null else equal
    return relation.model._default_manager.filter(same)


def _moving(relation: Relation, goes: Model) -> str:
    count = rows_of(relation, goes).count()
    return f"{count} {relation.words[count != 1]}" if count else ""


def _collisions(goes: Model, stays: Model) -> Iterator[str]:
    for relation in MERGED[type(stays)]:
        if relation.refuses:
            continue
        rows = colliding(relation, goes, stays)
        if count := rows.count():
            named = [str(_where(row)) for row in rows[:NAMED]]
            more = f" and {count - NAMED} more" if count > NAMED else ""
            yield _SAME.get((relation.model, relation.field), _ONE_STAYS).format(
                count=count,
                what=relation.words[count != 1],
                named="; ".join(named) + more,
            )
        if relation.other:
            facing = rows_of(relation, goes).filter(**{relation.other: stays})
            if count := facing.count():
                yield _itself(relation, count)
    yield from _twice_cited(goes, stays)


_ONE_STAYS = "{count} {what} that both have become one: {named}."
_SAME = {
    (Participation, "participant"): (
        "Both have the same role in {count} of the same events: one row stays, and "
        "blanks in it are filled from the other. {named}."
    ),
    (EventTrack, "track"): (
        "{count} events are in both: each stays once, with the round that is known. "
        "{named}."
    ),
}


def _where(row: Any) -> Any:
    if isinstance(row, Participation):
        return f"{row.event} ({row.get_role_display()})"
    return row.event if isinstance(row, EventTrack) else row


def _itself(relation: Relation, count: int) -> str:
    what = relation.words[count != 1]
    if relation.drops_itself:
        return f"{count} {what} of the one in the other: it would be its own, and goes."
    return (
        f"{count} {what} of the one for the other: it would act for itself, so "
        "that box becomes empty."
    )


def _twice_cited(goes: Any, stays: Any) -> Iterator[str]:
    if type(stays)._meta.model_name != "source":
        return
    cited = Citation.objects.filter(source=goes, event__citations__source=stays)
    if count := cited.distinct().count():
        events = "1 event cites" if count == 1 else f"{count} events cite"
        yield (
            f"{events} both: their marks [1], [2] stay, and both lead to "
            "the one document."
        )


def _chain(goes: Any, stays: Any) -> Iterator[str]:
    for field in _CHAINS:
        if hasattr(stays, field) and getattr(stays, field) == goes:
            above = getattr(goes, field)
            other = above if above is not None and above != stays else "empty"
            yield (
                f"{stays} is directly under {goes}: “{_BOXES[field]}” becomes {other}."
            )
        elif hasattr(stays, field) and getattr(goes, field) == stays:
            yield f"{goes} is directly under {stays}, which takes its place."


def _columns(goes: Any, stays: Any) -> Iterator[str]:
    """Which facts of the one that goes are taken over, and which are lost."""
    for field in filled(goes, stays):
        taken = getattr(goes, field.name)
        yield f"“{field.verbose_name}” is empty and becomes {taken}."
    for field in type(stays)._meta.concrete_fields:
        ours, theirs = getattr(stays, field.name), getattr(goes, field.name)
        differs = field.name not in {*OWN, *_CHAINS} and theirs and ours != theirs
        if differs and not is_blank(ours):
            shown = f"“{field.verbose_name}” stays {ours}"
            yield f"{shown}; {theirs} of the other is not kept."


def filled(goes: Any, stays: Any) -> list[Any]:
    """The columns of the one that stays that are blank and not those of the other."""
    return [
        field
        for field in type(stays)._meta.concrete_fields
        if field.name not in {*OWN, *_CHAINS}
        and is_blank(getattr(stays, field.name))
        and not is_blank(getattr(goes, field.name))
    ]


def is_blank(value: Any) -> bool:
    return value is None or value == ""
