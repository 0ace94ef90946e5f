"""Makes one of two rows of the desk. Inside a transaction, after the plan was seen."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from timeline.merging.planning import (
    MergeRefused,
    colliding,
    filled,
    refusals,
    rows_of,
)
from timeline.merging.relations import MERGED, Relation
from timeline.models.naming import Spelling

_UP = ("acts_for", "parent")


def join(goes: Model, stays: Any) -> None:
    """Move all that points at ``goes`` to ``stays``, and remove it.

    Its name stays as a spelling. Raises :class:`MergeRefused`; then nothing is done.
    The rows are written without ``changed``: no event looks edited because of it.
    """
    if why := list(refusals(goes, stays)):
        raise MergeRefused(" ".join(why))
    try:
        with transaction.atomic():
            _go_round(goes, stays)
            if hasattr(stays, "names"):
                _keep_spellings(goes, stays)
            _join(goes, stays)
    except IntegrityError as error:
        raise MergeRefused(
            f"The two cannot be one as they are now: {error}. Nothing was changed."
        ) from error


def _go_round(goes: Any, stays: Any) -> None:
    """Let the one that stays lie under what the other lies under, if under that."""
    for field in _UP:
        if not hasattr(stays, field):
            continue
        above = getattr(goes, field)
        if getattr(stays, field) == goes:
            setattr(stays, field, None if above == stays else above)
            stays.save(update_fields=[field])
        if above == stays:
            setattr(goes, field, None)
            goes.save(update_fields=[field])


def _keep_spellings(goes: Any, stays: Any) -> None:
    """The shown name becomes a spelling; a language keeps its one preferred name."""
    preferred = Spelling.Kind.PREFERRED
    taken = stays.names.filter(kind=preferred).exclude(language="")
    twice = goes.names.filter(kind=preferred, language__in=taken.values("language"))
    twice.update(kind=Spelling.Kind.SPELLING)
    if not goes.names.filter(name=goes.name).exists():
        row = goes.names.model(**{goes.names.field.name: goes})
        row.spell(goes.name)
        row.save()


def _join(goes: Model, stays: Any) -> None:
    for relation in MERGED.get(type(stays), ()):
        _part(relation, goes, stays)
        _unite(relation, goes, stays)
        rows_of(relation, goes).update(**{relation.field: stays})
    fields = [field.name for field in filled(goes, stays)]
    for name in fields:
        setattr(stays, name, getattr(goes, name))
    goes.delete()
    if fields:
        stays.save(update_fields=fields)


def _part(relation: Relation, goes: Model, stays: Model) -> None:
    """Undo what would make the one point at itself."""
    if not relation.other:
        return
    rows = rows_of(relation, goes).filter(**{relation.other: stays})
    if relation.drops_itself:
        rows.delete()
    else:
        # Emptied is the box that may be empty: whom the participant acts for.
        rows.update(on_behalf_of=None)


def _unite(relation: Relation, goes: Model, stays: Model) -> None:
    """Of two rows that are the same, let the one that stays take over the other."""
    for row in list(colliding(relation, goes, stays)):
        same = {name: getattr(row, name) for name in relation.alike}
        empty = {f"{n}__isnull": True for n, v in same.items() if v is None}
        given = {n: v for n, v in same.items() if v is not None}
        twin = relation.model._default_manager.filter(
            **{relation.field: stays}, **given, **empty
        ).first()
        if isinstance(row, Spelling):
            row.delete()
        elif twin is not None:
            _join(row, twin)
