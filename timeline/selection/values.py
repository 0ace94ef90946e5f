"""Typed values -> the values terms hold, through public headings only."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.models.versions import FormerSlug, Heading, VersionTerm
from timeline.names import clean, fold
from timeline.selection.vocabulary import (
    DIMENSIONS,
    FIXED,
    choices,
    codes_by_label,
    kind_alias,
)
from timeline.selection.wording import alternatives, card_name, heading_name

_MISSING = {
    "who": gettext_lazy("There is no participant “%(value)s” in the record"),
    "role": gettext_lazy("There is no role “%(value)s” in the record"),
    "kind": gettext_lazy("There is no kind “%(value)s” in the record"),
    "status": gettext_lazy("There is no status “%(value)s” in the record"),
    "process": gettext_lazy("There is no process “%(value)s” in the record"),
    "place": gettext_lazy("There is no place “%(value)s” in the record"),
    "source": gettext_lazy("There is no source “%(value)s” in the record"),
    "lang": gettext_lazy("There is no language “%(value)s” in the record"),
    "topic": gettext_lazy("There is no topic “%(value)s” in the record"),
    "has": gettext_lazy("There is no mark “%(value)s” in the record"),
}
_ADVICE = {
    "who": gettext_lazy("Choose a participant from the list."),
    "role": gettext_lazy("Choose a role from the list."),
    "kind": gettext_lazy("Choose a kind from the list."),
    "status": gettext_lazy("Choose a status from the list."),
    "process": gettext_lazy("Choose a process from the list."),
    "place": gettext_lazy("Choose a place from the list."),
    "source": gettext_lazy("Choose a source from the list."),
    "lang": gettext_lazy("Choose a language from the list."),
    "topic": gettext_lazy("Choose a topic from the list."),
    "has": gettext_lazy("Choose a mark from the list."),
}


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
    name: str, typed: list[str], *, at: datetime | None = None, ever: bool = False
) -> tuple[list[Value], list[ValueProblemError]]:
    """The values of a repeated parameter, in order, each once.

    A value may be the code in addresses (``ukraine``) or any spelling of the name; a
    kind, role, status or language may be called by its label in any of our languages.
    One query, and two for each that is no code. ``at`` a moment of the past names are
    those of then, and codes count that any version ever had: an address that gave a
    file then gives the same file now. So they do with ``ever``. A code that was merged
    into another stands for that since then.
    """
    if name in FIXED:
        found = {text: _fixed(name, text) for text in typed}
    else:
        found = _headed(name, typed, at)
        if at or ever:
            found |= {t: _once_shown(name, t) for t, v in found.items() if v is None}
    values = [v for v in found.values() if v is not None]
    missing = [text for text, value in found.items() if value is None]
    unique = list({v.value: v for v in values}.values())
    return unique, [_unknown(name, text, at) for text in missing]


def _fixed(name: str, text: str) -> Value | None:
    wanted = clean(text).casefold()
    if name == "kind":
        wanted = kind_alias(wanted)
    if wanted not in FIXED[name]:
        wanted = codes_by_label(name).get(fold(wanted), "")
    return Value(wanted, str(FIXED[name][wanted])) if wanted else None


def _headed(
    name: str, typed: list[str], at: datetime | None
) -> dict[str, Value | None]:
    dimensions = DIMENSIONS[name]
    wanted = {text: _coded(name, clean(text)) for text in typed}
    codes = {code.casefold() for code in wanted.values()}
    headings = Heading.objects.at(at).filter(dimension__in=dimensions)
    exact = {h.value: h for h in headings.filter(value__in=codes).order_by("dimension")}
    found: dict[str, Value | None] = {}
    for text, code in wanted.items():
        heading = exact.get(code.casefold())
        if heading is None and (former := FormerSlug.of(code.casefold(), dimensions)):
            if at and at < former.since:
                found[text] = Value(former.value, former.value)
                continue
            heading = headings.filter(value=former.now).first()
        heading = heading or _spelled(headings, code)
        found[text] = Value(heading.value, heading_name(heading)) if heading else None
    return found


def _coded(name: str, text: str) -> str:
    """The code of a topic called by its label in any of our languages."""
    return codes_by_label(name).get(fold(text), text) if name == "topic" else text


def _once_shown(name: str, text: str) -> Value | None:
    """A code that some version, however old, has among its terms."""
    code = clean(text).casefold()
    cards = Heading.objects.filter(dimension__in=DIMENSIONS[name], value=code)
    if last := cards.order_by("-recorded_at", "-pk").first():
        return Value(code, heading_name(last))
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


def _unknown(name: str, text: str, at: datetime | None) -> ValueProblemError:
    near = _near(name, text, at)
    shown = text if len(text) <= 60 else text[:57] + "…"
    meant = alternatives(n.label for n in near) if near else ""
    return ValueProblemError(
        text,
        _MISSING[name] % {"value": shown},
        _("Did you mean %(names)s?") % {"names": meant} if near else str(_ADVICE[name]),
        [n.value for n in near],
    )


def _near(name: str, text: str, at: datetime | None) -> list[Value]:
    """Up to three values that look like what was typed."""
    folded = fold(clean(text))
    if not folded:
        return []
    pool = _pool(name, folded, at)
    close = difflib.get_close_matches(folded[:80], list(pool), n=3, cutoff=0.7)
    return list({pool[c].value: pool[c] for c in close}.values())


def _pool(name: str, folded: str, at: datetime | None) -> dict[str, Value]:
    if name in FIXED:
        said = choices(name)
        return {f: Value(code, said[code]) for f, code in codes_by_label(name).items()}
    headings = Heading.objects.at(at).filter(
        dimension__in=DIMENSIONS[name], sort_label__startswith=folded[0]
    )[:500]
    return {h.sort_label: Value(h.value, heading_name(h)) for h in headings}


def labels_of(
    wanted: Iterable[tuple[str, str]], *, at: datetime | None = None
) -> dict[tuple[str, str], str]:
    """Names of (dimension, value) pairs that had headings ``at`` a moment. One query.

    In the reader's language where there is a spelling in it, else as recorded.
    """
    pairs = set(wanted)
    named = Heading.objects.at(at).filter(
        dimension__in={d for d, _value in pairs}, value__in={v for _d, v in pairs}
    )
    rows = named.values_list("dimension", "value", "label", "card__names")
    return {(row[0], row[1]): card_name(*row) for row in rows if row[:2] in pairs}
