"""Sources of an event: the row of a citation, and the document it cites.

The same web address is the same source. What the row leaves empty is taken from the
stored source; what it fills in fills the source's blanks; what contradicts the
stored source is refused with what is stored, never overwritten.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from timeline.forms.book import NameBook
from timeline.forms.dating import DayField, day_words
from timeline.forms.naming import Offer, UnclearError
from timeline.forms.rows import (
    LanguageField,
    RowForm,
    choice_box,
    name_box,
    refuse_twice,
    section,
    text_box,
)
from timeline.models.events import Event
from timeline.models.sources import Citation, Outlet, Source, web_address
from timeline.models.versions import FormerSlug

FILLED = ("title", "byline", "published", "language")
_ABOUT, _STANCE = Citation.About.choices, Citation.Stance.choices


def plain_host(url: str) -> None:
    """Refuse ``https://reuters.com@elsewhere.example``, which leads elsewhere."""
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise ValidationError(
            "This link has an @ before its host, so it leads somewhere else than it "
            "says. Copy the address from the page itself."
        )


class CitationForm(RowForm):
    """A link or a named document, and the words in it that support the event."""

    says_something = ("url", "outlet", "title", "quote", "states", "locator")

    url = forms.URLField(
        label="Link to the article",
        max_length=1000,
        required=False,
        validators=[web_address, plain_host],
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    quote = forms.CharField(
        label="Words that support this event",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Copy the sentence exactly, in the language it was published in.",
    )
    outlet = name_box(
        "Published by", "outlets", help_text="Empty: taken from the link."
    )
    create_as = choice_box("Create as", Outlet.Kind.choices, empty="Do not create")
    title = text_box("Headline or title", 300)
    published = DayField(label="Published", help_text="Such as 15 May 2025.")
    byline = text_box("By", 200)
    language = LanguageField(label="Language", help_text="Such as en, uk or Russian.")
    quote_language = LanguageField(label="Language of the words")
    translation = forms.CharField(
        label="Translation",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    translated_by = text_box("Translated by", 120)
    speaker = name_box("Who says it", "participants")
    locator = text_box("Page, paragraph or minute", 120)
    archive_url = forms.URLField(
        label="Saved copy",
        max_length=1000,
        required=False,
        validators=[web_address, plain_host],
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    accessed = DayField(label="Opened on")
    about = choice_box("What it is about", _ABOUT, initial=Citation.About.ALL)
    states = text_box(
        "What it states there",
        300,
        help_text="A date or a place as the source has it. For who and outcome, "
        "“Marco Rubio: absent” can be compared.",
    )
    stance = choice_box("Stance", _STANCE, initial=Citation.Stance.SUPPORTS)
    source_grade = choice_box(
        "Source grade", Citation.SourceGrade.choices, empty="Not graded"
    )
    information_grade = choice_box(
        "Information grade", Citation.InformationGrade.choices, empty="Not graded"
    )
    number = forms.IntegerField(
        label="Number",
        required=False,
        min_value=1,
        max_value=999,
        help_text="The [1] of the summary. Empty: the next one.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    behind_more = {
        "speaker": "",
        "byline": "",
        "quote_language": "",
        "translation": "",
        "translated_by": "",
        "locator": "",
        "archive_url": "",
        "accessed": "",
        "about": Citation.About.ALL,
        "states": "",
        "stance": Citation.Stance.SUPPORTS,
        "source_grade": "",
        "information_grade": "",
    }

    @property
    def heading(self) -> str:
        return f"Source {self.place}"

    def announce(self) -> None:
        """Tell the book what this row asks to create, before any row is read."""
        self.book.outlets.announce(self.typed("outlet"), self.typed("create_as"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["about"] = data.get("about") or Citation.About.ALL
        data["stance"] = data.get("stance") or Citation.Stance.SUPPORTS
        data["said_by"] = self.look_up("speaker", self.book.participants.find)
        if data["stance"] == Citation.Stance.DISPUTES and not data.get("states"):
            self.add_error(
                "states", "A source that disputes must say what it states instead."
            )
        if not self.errors:
            data["source"] = self._source(data)
        return data

    def _source(self, data: dict[str, Any]) -> Source | None:
        """The stored source with its blanks filled, or a new unsaved one."""
        if not data["url"] and not data["title"]:
            self.add_error("url", "Give the link, or the outlet and the title.")
            return None
        source = self._stored(data)
        outlet = self._outlet(data, source)
        if outlet is None:
            return None
        if source is None:
            source = Source(outlet=outlet, url=data["url"], language="")
            self.book.add_source(_key(data), source)
        elif source.outlet != outlet:
            self.add_error("outlet", _differs(source.outlet.name))
        self._fill(source, data)
        return source

    def _stored(self, data: dict[str, Any]) -> Source | None:
        """The source of this row: one object for all rows that cite it."""
        key, memory = _key(data), self.book.memory
        found = memory.sources.get(key)
        if found is None and data["url"] not in memory.unknown_links:
            found = stored_source(data)
        if found:
            memory.sources[key] = found
        return found

    def _outlet(self, data: dict[str, Any], source: Source | None) -> Outlet | None:
        if data["outlet"]:
            return self.look_up("outlet", self.book.outlets.find)
        if found := source.outlet if source else self._outlet_of(data["url"]):
            return found
        self.add_error("outlet", _who_published(data["url"]))
        return None

    def _outlet_of(self, url: str) -> Outlet | None:
        """The outlet of the link's host. One found before is remembered."""
        host, known = host_of(url), self.book.memory.outlets
        if host not in known and (found := outlet_of(url)):
            known[host] = found
        return known.get(host)

    def _fill(self, source: Source, data: dict[str, Any]) -> None:
        for name in FILLED:
            stored, given = getattr(source, name), data[name]
            if given and stored and stored != given:
                self.add_error(name, _differs(stored))
            elif given and not stored:
                self.book.put(source, name, given)
        if not source.pk and not source.language:
            source.language = source.outlet.language or "en"

    def row(self, event: Event, number: int) -> Citation:
        """The unsaved citation. Only after its source was saved."""
        data = self.cleaned_data
        kept = {name: data[name] for name in COPIED}
        return Citation(
            event=event,
            source=data["source"],
            number=number,
            speaker=data["said_by"],
            **kept,
        )


COPIED = (
    "quote",
    "quote_language",
    "translation",
    "translated_by",
    "locator",
    "archive_url",
    "accessed",
    "about",
    "states",
    "stance",
    "source_grade",
    "information_grade",
)
CitationSection = section(CitationForm, "citations", extra=1)


def _differs(stored: object) -> str:
    stored = day_words(stored) if isinstance(stored, date) else stored
    return (
        f"The stored source says “{stored}”. Leave this empty to use that, "
        "or correct the source on its own page."
    )


def _who_published(url: str) -> UnclearError:
    host = host_of(url)
    offers = [Offer(host, host)] if host else []
    return UnclearError(
        "Say who published it: write the outlet, such as Reuters.", offers
    )


def host_of(url: str) -> str:
    """The host a link leads to, without ``www.``; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def outlet_of(url: str) -> Outlet | None:
    """The outlet whose homepage or known sources have the link's host."""
    host = host_of(url)
    if not host:
        return None
    homes = Outlet.objects.filter(homepage__icontains=host)
    for outlet in homes[:50]:
        if host_of(outlet.homepage) == host:
            return outlet
    there = Q(url__icontains=f"//{host}/") | Q(url__icontains=f"//www.{host}/")
    known = Source.objects.filter(there).values_list("outlet", flat=True).distinct()
    return Outlet.objects.get(pk=known[0]) if len(known[:2]) == 1 else None


def stored_source(data: dict[str, Any]) -> Source | None:
    """The source with this link, or without one with this outlet, title and day."""
    rows = Source.objects.select_related("outlet")
    if data["url"]:
        return rows.filter(url=data["url"]).first()
    return rows.filter(
        url="",
        outlet__name__iexact=data["outlet"],
        title=data["title"],
        published=data["published"],
    ).first()


def _key(data: dict[str, Any]) -> tuple[Any, ...]:
    """What makes the sources of two rows one document."""
    if data["url"]:
        return (data["url"],)
    return (data["outlet"].casefold(), data["title"], data["published"])


def give_numbers(rows: list[CitationForm]) -> list[int]:
    """The number of each row: as typed, else the next free one, in order."""
    taken = {row.cleaned_data.get("number") for row in rows}
    free = (n for n in range(1, 2000) if n not in taken)
    return [row.cleaned_data.get("number") or next(free) for row in rows]


def check_citations(rows: list[CitationForm]) -> None:
    """Each number once."""
    sentence = "Another source has this number."
    refuse_twice(rows, ("number",), "number", sentence)


def save_sources(cited: Iterable[tuple[Source, NameBook]]) -> None:
    """Save each that is new or filled in once, with an address part of its own.

    Each comes with the book of the submission that cites it. In one order for all
    editors: two who cite the same documents in opposite orders would wait for each
    other until the database refuses one of them.
    """
    new: dict[int, Source] = {}
    filled: dict[int, Source] = {}
    for source, book in cited:
        if source.pk is None:
            new[id(source)] = source
            source.outlet = source.outlet  # its key, when the outlet was just made
            source.slug = source.slug or free_slug(source, book.memory.free_slugs)
            book.forget_host(source)
        elif book.is_changed(source):
            filled[id(source)] = source
    for source in sorted(filled.values(), key=_in_order):
        source.save(update_fields=FILLED)
    Source.objects.bulk_create(sorted(new.values(), key=_in_order))


def _in_order(source: Source) -> tuple[str, str]:
    return source.url, source.title


def free_slug(source: Source, memory: dict[str, Iterator[str]] | None = None) -> str:
    """``reuters-2025-05-16``, with ``-2``, ``-3`` behind it when that is taken.

    ``memory`` keeps what is free behind each beginning: one query for each.
    """
    memory = {} if memory is None else memory
    day = source.published.isoformat() if source.published else "undated"
    base = f"{source.outlet.slug}-{day}"
    if base not in memory:
        rows = Source.objects.filter(slug__startswith=base)
        taken = set(rows.values_list("slug", flat=True))
        former = FormerSlug.objects.filter(value__startswith=base)
        taken |= set(former.values_list("value", flat=True))
        tries = chain([base], (f"{base}-{n}" for n in count(2)))
        memory[base] = (slug for slug in tries if slug not in taken)
    return next(memory[base])


def initial_citations(event: Event) -> list[dict[str, Any]]:
    """What the rows of an event's citations show; names as objects."""
    rows = event.citations.select_related("source__outlet", "speaker")
    return [_initial(citation) for citation in rows]


def _initial(citation: Citation) -> dict[str, Any]:
    source = citation.source
    copied = {name: getattr(citation, name) for name in COPIED}
    filled = {name: getattr(source, name) for name in FILLED}
    return {
        "url": source.url,
        "outlet": source.outlet.name,
        "speaker": citation.speaker,
        "number": citation.number,
        **filled,
        **copied,
    }
