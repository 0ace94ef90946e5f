"""Typed values -> the values terms hold, through public headings only."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from timeline.codelists.languages import LANGUAGES
from timeline.models.versions import Heading, VersionTerm
from timeline.names import clean, fold
from timeline.selection.vocabulary import (
    DIMENSIONS,
    FIXED,
    NOUNS,
    ROLE_LABELS,
    kind_alias,
)


class ValueProblemError(ValueError):
    """A value that is not in the record; with the nearest that are."""

    def __init__(
        self, typed: str, title: str, message: str, near: Iterable[str] = ()
    ) -> None:
        super().__init__(title)
        self.typed, self.title, self.message = typed, title, message
        self.near = tuple(near)


@dataclass(frozen=True)
class Value:
    value: str
    label: str


def resolve(
    name: str, typed: list[str], *, past: bool = False
) -> tuple[list[Value], list[ValueProblemError]]:
    """The values of a repeated parameter, in order, each once.

    A value may be the code in addresses (``ukraine``) or any spelling of the name.
    One query, and one for each that is no code. In the ``past``, codes count that no
    event shows any more: an address that gave a file then gives the same file now.
    """
    if name in FIXED or name in {"lang", "role"}:
        found = {text: _fixed(name, text) for text in typed}
    else:
        found = _headed(name, typed)
        if past:
            found |= {t: _once_shown(name, t) for t, v in found.items() if v is None}
    values = [v for v in found.values() if v is not None]
    missing = [text for text, value in found.items() if value is None]
    unique = list({v.value: v for v in values}.values())
    return unique, [_unknown(name, text) for text in missing]


def _fixed(name: str, text: str) -> Value | None:
    wanted = clean(text).casefold()
    if name == "kind":
        wanted = kind_alias(wanted)
    choices = _choices(name)
    if wanted in choices:
        return Value(wanted, choices[wanted])
    by_label = {fold(label): code for code, label in choices.items()}
    code = by_label.get(fold(wanted)) if fold(wanted) else None
    return Value(code, choices[code]) if code else None


def _choices(name: str) -> dict[str, str]:
    return {**FIXED, "lang": LANGUAGES, "role": ROLE_LABELS}[name]


def _headed(name: str, typed: list[str]) -> dict[str, Value | None]:
    dimensions = DIMENSIONS[name]
    wanted = {text: clean(text) for text in typed}
    codes = {code.casefold() for code in wanted.values()}
    headings = Heading.objects.filter(dimension__in=dimensions)
    exact = {h.value: h for h in headings.filter(value__in=codes).order_by("dimension")}
    found: dict[str, Value | None] = {}
    for text, code in wanted.items():
        heading = exact.get(code.casefold()) or _spelled(headings, code)
        found[text] = Value(heading.value, heading.label) if heading else None
    return found


def _once_shown(name: str, text: str) -> Value | None:
    """A code that some version, however old, has among its terms."""
    code = clean(text).casefold()
    terms = VersionTerm.objects.filter(dimension__in=DIMENSIONS[name], value=code)
    return Value(code, code) if terms.exists() else None


def _spelled(headings: QuerySet[Heading], text: str) -> Heading | None:
    """The heading with this spelling; outlets before documents, older first."""
    folded = fold(text)
    if not folded:
        return None
    line = Q(spellings=folded) | Q(spellings__startswith=f"{folded}\n")
    line |= Q(spellings__endswith=f"\n{folded}")
    line |= Q(spellings__contains=f"\n{folded}\n")
    return headings.filter(line).order_by("-dimension", "pk").first()


def _unknown(name: str, text: str) -> ValueProblemError:
    noun = NOUNS[name]
    near = _near(name, text)
    shown = text if len(text) <= 60 else text[:57] + "…"
    advice = f"Did you mean {' or '.join(n.label for n in near)}?" if near else ""
    return ValueProblemError(
        text,
        f"There is no {noun} “{shown}” in the record",
        advice or f"Choose a {noun} from the list.",
        [n.value for n in near],
    )


def _near(name: str, text: str) -> list[Value]:
    """Up to three values that look like what was typed."""
    folded = fold(clean(text))
    if not folded:
        return []
    pool = _pool(name, folded)
    close = difflib.get_close_matches(folded[:80], list(pool), n=3, cutoff=0.7)
    return list({pool[c].value: pool[c] for c in close}.values())


def _pool(name: str, folded: str) -> dict[str, Value]:
    if name in FIXED or name in {"lang", "role"}:
        return {fold(label): Value(v, label) for v, label in _choices(name).items()}
    headings = Heading.objects.filter(
        dimension__in=DIMENSIONS[name], sort_label__startswith=folded[0]
    )[:500]
    return {h.sort_label: Value(h.value, h.label) for h in headings}


def labels_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Labels of (dimension, value) pairs that have headings. One query."""
    pairs = set(wanted)
    rows = Heading.objects.filter(
        dimension__in={d for d, _ in pairs}, value__in={v for _, v in pairs}
    ).values_list("dimension", "value", "label")
    return {(d, v): label for d, v, label in rows if (d, v) in pairs}
