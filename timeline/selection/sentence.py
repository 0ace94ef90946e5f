"""The view in a sentence: title, live region, citation, print and feeds use it."""

from collections.abc import Iterator

from timeline.selection.query import Query
from timeline.selection.shape import Phrase, Sentence
from timeline.selection.values import Value
from timeline.selection.vocabulary import GROUPS, NOUNS, SORTS, with_article

_WORD_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven")
_LEADS = {
    "process": "part of",
    "place": "at",
    "source": "reported by",
    "kind": "of the kind",
    "topic": "about",
    "status": "with the status",
    "lang": "with sources in",
    "has": "marked",
}


def sentence(query: Query, count: int, might: int) -> Sentence:
    """``13 events dated 15 to 20 May 2025 …``, from the filters in force."""
    noun = "event" if count == 1 else "events"
    shown = f"{count:,}" if count else "No"
    phrases = [Phrase(f"{shown} {noun}", bold=True)]
    separator = " "
    for clause in _clauses(query):
        phrases.append(Phrase(separator))
        phrases += clause
        separator = ", "
    phrases.append(Phrase(". "))
    phrases += _ending(query, might, ordered=count > 1)
    return Sentence(tuple(phrases))


def _clauses(query: Query) -> Iterator[list[Phrase]]:
    """One clause for each filter in force, in the order they are said."""
    if query.window:
        yield [Phrase("dated "), _window_phrase(query)]
    yield from _all_chosen(query, "process", "place")
    if query.who:
        yield _who(query)
    if query.role:
        yield [Phrase("in the role of "), _phrase(query, "role", query.role)]
    yield from _all_chosen(query, "kind", "topic", "status", "source")
    if query.minsrc:
        yield [_minsrc(query)]
    yield from _all_chosen(query, "lang", "has")
    yield from _words(query)
    if query.as_of:
        yield [Phrase("as the record stood on "), _as_of(query)]


def _all_chosen(query: Query, *names: str) -> Iterator[list[Phrase]]:
    return (_chosen(query, name) for name in names if getattr(query, name))


def _window_phrase(query: Query) -> Phrase:
    assert query.window is not None
    words = query.window.words()
    return Phrase(
        words, "when", query.encode(window=None), f"Remove filter: dates, {words}"
    )


def _chosen(query: Query, name: str) -> list[Phrase]:
    values = getattr(query, name)
    phrases = [Phrase(f"{_LEADS[name]} ")]
    return phrases + list(_listed(query, name, values, "or"))


def _who(query: Query) -> list[Phrase]:
    together = query.mode == "all"
    several = len(query.who) > 1
    which = ("all of " if together else "any of ") if several else ""
    word = "and" if together else "or"
    return [Phrase(f"involving {which}"), *_listed(query, "who", query.who, word)]


def _listed(
    query: Query, name: str, values: tuple[Value, ...], word: str
) -> Iterator[Phrase]:
    """``Russia, Ukraine or the United States``."""
    for n, value in enumerate(values):
        if n:
            yield Phrase(f" {word} " if n == len(values) - 1 else ", ")
        yield _phrase(query, name, value)


def _phrase(query: Query, name: str, value: Value) -> Phrase:
    chosen = getattr(query, name)
    rest = (
        tuple(v for v in chosen if v.value != value.value)
        if isinstance(chosen, tuple)
        else None
    )
    label = with_article(value.label) if name == "who" else value.label
    if name in {"kind", "status", "role", "has"}:
        label = label[:1].lower() + label[1:]
    return Phrase(
        label,
        GROUPS[name],
        query.encode(**{name: rest}),
        f"Remove filter: {NOUNS[name]}, {value.label}",
    )


def _minsrc(query: Query) -> Phrase:
    text = f"with at least {query.minsrc} sources"
    return Phrase(text, "src", query.encode(minsrc=None), f"Remove filter: {text[5:]}")


def _as_of(query: Query) -> Phrase:
    assert query.as_of is not None
    text = f"{query.as_of:%d %B %Y, %H:%M} UTC".lstrip("0")
    return Phrase(
        text, "when", query.encode(as_of=None), "Show the record as it is now"
    )


def _words(query: Query) -> Iterator[list[Phrase]]:
    if query.words:
        yield [
            Phrase("matching "),
            Phrase(
                query.words if '"' in query.words else f"“{query.words}”",
                "q",
                query.encode(words="", text=type(query.text)()),
                f"Remove filter: words, {query.words}",
            ),
        ]
    for name, value in query.excluded:
        rest = tuple(e for e in query.excluded if e != (name, value))
        text = f"{NOUNS[name]} {value.label}"
        yield [
            Phrase("without "),
            Phrase(
                text, "q", query.encode(excluded=rest), f"Remove filter: not {text}"
            ),
        ]


def _ending(query: Query, might: int, *, ordered: bool) -> Iterator[Phrase]:
    if might:
        number = _WORD_NUMBERS[might] if might < len(_WORD_NUMBERS) else f"{might:,}"
        yield Phrase(f"{number} of them might fall outside these dates", soft=True)
        yield Phrase(". ")
    if query.window and not query.maybe:
        yield Phrase("Dates that only might fall here are hidden. ")
    if ordered:
        yield Phrase(f"{SORTS[query.order]}.")
