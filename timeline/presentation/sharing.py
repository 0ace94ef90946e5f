"""How a view is passed on: its address, its fixed state, its citation, its embed."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from timeline.citing import STYLES
from timeline.dates import day_words
from timeline.formats import FORMATS
from timeline.models.versions import PublicRecord
from timeline.numerals import number
from timeline.presentation.calendar import language
from timeline.presentation.cites import cited_selection
from timeline.selection import Selection

_EMBEDS = {"visual": "embed-timeline", "compare": "embed-timeline", "map": "embed-map"}
HEIGHT = 600  # of an embedded view, in CSS pixels


@dataclass(frozen=True)
class Citation:
    """A citation to be copied, and the id of its field."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class CitationFile:
    """A citation for a reference manager."""

    label: str
    address: str


@dataclass(frozen=True)
class Feed:
    """A file of the view that readers' programs ask for again and again."""

    id: str
    label: str
    address: str  # absolute
    media_type: str  # without parameters


@dataclass(frozen=True)
class Sharing:
    """What the panels Cite, Share and Embed show. Every address is absolute."""

    citations: list[Citation]
    files: list[CitationFile]
    address: str
    fixed: str  # the same, as the record stands now
    embed: str  # HTML


def sharing_of(
    selection: Selection, view: str, path: str, tail: str, public: PublicRecord
) -> Sharing:
    """The panels of a view at ``path``; ``tail`` is the view's own parameters."""
    moment = selection.query.as_of or public.changed_at
    fixed = selection.fixed(moment) if moment else selection.whole
    address = _absolute(path, selection.whole, tail)
    return Sharing(
        citations=_citations(selection, public, address),
        files=_files(selection),
        address=address,
        fixed=_absolute(path, fixed, tail),
        embed=_embed(selection, view, tail),
    )


def feeds_of(selection: Selection) -> list[Feed]:
    """What a view can be followed by; empty when its query has a mistake."""
    if not selection.is_valid:
        return []
    return [
        Feed(
            id=f"follow-{name.replace('.', '-')}",
            label=_(fmt.label),
            address=_absolute(reverse("files:export", args=[name]), selection.whole),
            media_type=fmt.media_type.partition(";")[0],
        )
        for name, fmt in FORMATS.items()
        if fmt.follow
    ]


def joined(path: str, *queries: str) -> str:
    """A path with the parts of a query that are not empty."""
    query = "&".join(filter(None, queries))
    return f"{path}?{query}" if query else path


def _absolute(path: str, *queries: str) -> str:
    return settings.SITE_URL + joined(path, *queries)


def _citations(
    selection: Selection, public: PublicRecord, address: str
) -> list[Citation]:
    cited = cited_selection(selection, public)
    styled = [
        Citation(f"cite-{style.name}", style.label, style.write(cited).strip())
        for style in STYLES
        if not style.extension
    ]
    plain = _plain(selection, public, cited.address)
    return [Citation("cite-plain", _("In words"), plain), *styled]


def _plain(selection: Selection, public: PublicRecord, address: str) -> str:
    """Sentence, site, data version, date and fixed address."""
    said = {
        "sentence": selection.sentence().text,
        "site": settings.SITE_NAME,
        "version": number(public.data_version, language()),
        "address": address,
    }
    if selection.query.as_of or public.changed_at is None:
        return "{sentence} {site}. {address}".format_map(said)
    said["day"] = day_words(public.changed_at.date(), language())
    return (
        _("%(sentence)s %(site)s, data version %(version)s of %(day)s. %(address)s")
        % said
    )


def _files(selection: Selection) -> list[CitationFile]:
    """The citation files; empty when the view's query has a mistake."""
    if not selection.is_valid:
        return []
    return [
        CitationFile(
            style.label,
            joined(
                reverse("files:view-citation", args=[style.extension]), selection.whole
            ),
        )
        for style in STYLES
        if style.extension
    ]


def _embed(selection: Selection, view: str, tail: str) -> str:
    """An iframe without a script. Its name is the sentence of the view."""
    path = reverse(f"timeline:{_EMBEDS.get(view, 'embed-list')}")
    own = tail if view in _EMBEDS else ""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        _absolute(path, selection.whole, own),
        selection.sentence().text,
        HEIGHT,
    )
