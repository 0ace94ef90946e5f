"""The view in a sentence: title, live region, citation, print and feeds use it.

Two templates of the same phrases. English is prose: ``13 events dated 15 to 20 May
2025, involving any of Russia or Ukraine. Oldest first.`` The other languages would
have to inflect names, so they say labels: ``13 подій. Дати: 15–20 травня 2025.
Учасники, будь-хто з: Росія, Україна. Спочатку давніші.``
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from timeline.dates import moment_words
from timeline.selection.query import Query
from timeline.selection.shape import Phrase, Sentence
from timeline.selection.values import Value
from timeline.selection.vocabulary import GROUPS, NOUNS, SORTS, with_article
from timeline.selection.wording import language, lower_first, number, window_words

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven")
# English prose: what leads to the values of a filter.
_LEADS = {
    "when": "dated ",
    "process": "part of ",
    "place": "at ",
    "role": "in the role of ",
    "source": "reported by ",
    "kind": "of the kind ",
    "topic": "about ",
    "status": "with the status ",
    "minsrc": "",
    "lang": "with sources in ",
    "has": "marked ",
    "q": "matching ",
    "without": "without ",
    "as_of": "as the record stood on ",
}
# The other languages: what stands before the values of a filter.
LABELS = {
    "when": gettext_lazy("Dates:"),
    "process": gettext_lazy("Process:"),
    "place": gettext_lazy("Place:"),
    "who": gettext_lazy("Participant:"),
    "any": gettext_lazy("Participants, any of:"),
    "all": gettext_lazy("Participants, all of:"),
    "role": gettext_lazy("Role:"),
    "source": gettext_lazy("Source:"),
    "kind": gettext_lazy("Kind:"),
    "topic": gettext_lazy("Topic:"),
    "status": gettext_lazy("Status:"),
    "minsrc": gettext_lazy("Number of sources:"),
    "lang": gettext_lazy("Language of the sources:"),
    "has": gettext_lazy("Marked:"),
    "q": gettext_lazy("Words:"),
    "without": gettext_lazy("Without:"),
    "as_of": gettext_lazy("The record as of:"),
}
_SAID_SMALL = {"kind", "status", "role", "has"}  # inside a sentence of prose


class Clause(NamedTuple):
    """What one filter says: a phrase for each of its values."""

    name: str
    phrases: list[Phrase]


def sentence(query: Query, count: int, might: int) -> Sentence:
    """What the query selects, in words, from the filters in force."""
    join: Callable[[Query, list[Clause]], Iterator[Phrase]]
    join = _prose if _is_prose() else _labelled
    phrases = [Phrase(_counted(count), bold=True)]
    phrases += join(query, list(_clauses(query)))
    phrases.append(Phrase(". "))
    phrases += _ending(query, might, ordered=count > 1)
    return Sentence(tuple(phrases))


def _is_prose() -> bool:
    return language() == "en"


def _counted(count: int) -> str:
    if not count:
        return _("No events")
    said = ngettext("%(count)s event", "%(count)s events", count)
    return said % {"count": number(count)}


def _prose(query: Query, clauses: list[Clause]) -> Iterator[Phrase]:
    """``dated 15 to 20 May 2025, involving any of Russia or Ukraine``."""
    for n, clause in enumerate(clauses):
        lead = _involving(query) if clause.name == "who" else _LEADS[clause.name]
        yield Phrase(f"{', ' if n else ' '}{lead}")
        together = clause.name == "who" and query.mode == "all"
        yield from separated(clause.phrases, ", ", " and " if together else " or ")


def _involving(query: Query) -> str:
    if len(query.who) < 2:
        return "involving "
    return f"involving {'all' if query.mode == 'all' else 'any'} of "


def _labelled(query: Query, clauses: list[Clause]) -> Iterator[Phrase]:
    """``. Дати: 15–20 травня 2025. Учасники, будь-хто з: Росія, Україна``."""
    comma = pgettext("between the names of a list", ", ")
    for clause in clauses:
        several = clause.name == "who" and len(query.who) > 1
        label = LABELS[query.mode if several else clause.name]
        yield Phrase(f". {label} ")
        yield from separated(clause.phrases, comma, comma)


def separated(phrases: list[Phrase], comma: str, last: str) -> Iterator[Phrase]:
    """``Russia, Ukraine or the United States``."""
    for n, phrase in enumerate(phrases):
        if n:
            yield Phrase(last if n == len(phrases) - 1 else comma)
        yield phrase


def _clauses(query: Query) -> Iterator[Clause]:
    """One clause for each filter in force, in the order they are said."""
    if query.window:
        yield Clause("when", [_window(query)])
    yield from _chosen(query, "process", "place", "who")
    if query.role:
        yield Clause("role", [_value(query, "role", query.role)])
    yield from _chosen(query, "kind", "topic", "status", "source")
    if query.minsrc:
        yield Clause("minsrc", [_minsrc(query, query.minsrc)])
    yield from _chosen(query, "lang", "has")
    if query.words:
        yield Clause("q", [_words(query)])
    for excluded in query.excluded:
        yield Clause("without", [_without(query, *excluded)])
    if query.as_of:
        text = moment_words(query.as_of, language())
        label = _("Show the record as it is now")
        yield Clause("as_of", [Phrase(text, "when", query.encode(as_of=None), label)])


def _chosen(query: Query, *names: str) -> Iterator[Clause]:
    for name in names:
        values = getattr(query, name)
        if values:
            yield Clause(name, [_value(query, name, value) for value in values])


def _window(query: Query) -> Phrase:
    assert query.window is not None
    text = window_words(query.window)
    label = _("Remove filter: dates, %(value)s") % {"value": text}
    return Phrase(text, "when", query.encode(window=None), label)


def _value(query: Query, name: str, value: Value) -> Phrase:
    chosen = getattr(query, name)
    rest = None
    if isinstance(chosen, tuple):
        rest = tuple(v for v in chosen if v.value != value.value)
    label = _("Remove filter: %(noun)s, %(value)s")
    return Phrase(
        _said(name, value.label),
        GROUPS[name],
        query.encode(**{name: rest}),
        label % {"noun": NOUNS[name], "value": value.label},
    )


def _said(name: str, label: str) -> str:
    """A value as it stands in the sentence."""
    if not _is_prose():
        return label
    if name in _SAID_SMALL:
        return lower_first(label)
    return with_article(label) if name == "who" else label


def _minsrc(query: Query, least: int) -> Phrase:
    said = ngettext("at least %(count)s source", "at least %(count)s sources", least)
    text = said % {"count": number(least)}
    label = _("Remove filter: %(value)s") % {"value": text}
    few = _("at least %(count)s") % {"count": number(least)}
    shown = f"with {text}" if _is_prose() else few
    return Phrase(shown, "src", query.encode(minsrc=None), label)


def _words(query: Query) -> Phrase:
    text = query.words
    if '"' not in text:
        text = _("“%(words)s”") % {"words": text}
    label = _("Remove filter: words, %(value)s") % {"value": query.words}
    rest = query.encode(words="", text=type(query.text)())
    return Phrase(text, "q", rest, label)


def _without(query: Query, name: str, value: Value) -> Phrase:
    rest = tuple(e for e in query.excluded if e != (name, value))
    text = f"{NOUNS[name]} {value.label}"
    label = _("Remove filter: not %(value)s") % {"value": text}
    return Phrase(text, "q", query.encode(excluded=rest), label)


def _ending(query: Query, might: int, *, ordered: bool) -> Iterator[Phrase]:
    if might:
        yield Phrase(_might(might), soft=True)
        yield Phrase(". ")
    if query.window and not query.maybe:
        yield Phrase(_("Dates that only might fall here are hidden.") + " ")
    if ordered:
        yield Phrase(f"{SORTS[query.order]}.")


def _might(count: int) -> str:
    said = ngettext(
        "%(count)s of them might fall outside these dates",
        "%(count)s of them might fall outside these dates",
        count,
    )
    small = _is_prose() and count < len(_NUMBERS)
    return said % {"count": _NUMBERS[count] if small else number(count)}
