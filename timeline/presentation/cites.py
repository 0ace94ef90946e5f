"""A version, or a view of the record -> what is cited of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from timeline.citing import STYLES, Cited, Style, cite_event, cite_view
from timeline.dates import words
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.marks import event_date
from timeline.selection import Selection


@dataclass(frozen=True, slots=True)
class StyledCitation:
    """A citation in one style, and the address of its file when it has one."""

    style: Style
    text: str
    file: str


def cited_version(version: EventVersion) -> Cited:
    """The version, under the address that stays: the same in every language."""
    record = version.record
    number, count = version.event_id, version.number
    return cite_event(
        title=record["title"],
        date_words=words(event_date(record["date"])),
        edtf=record["date"]["edtf"],
        site=settings.SITE_NAME,
        number=number,
        version=count,
        published=datetime.fromisoformat(record["recorded_at"]).date(),
        address=f"{settings.SITE_URL}/e/{number}/v{count}",
    )


def cited_selection(selection: Selection, public: PublicRecord) -> Cited:
    """The events of the selection as the record stands, or stood ``as_of``."""
    asked: datetime | None = selection.params["as_of"]
    moment = asked or public.changed_at or timezone.now()
    query = selection.with_(as_of=moment)
    return cite_view(
        sentence=selection.sentence().text,
        site=settings.SITE_NAME,
        data_version=0 if asked else public.data_version,
        as_of=moment,
        address=f"{settings.SITE_URL}/?{query}",
    )


def styled(cited: Cited, version: EventVersion) -> list[StyledCitation]:
    """The citation of a version in every style."""
    return [
        StyledCitation(style, style.write(cited).strip(), _file(style, version))
        for style in STYLES
    ]


def _file(style: Style, version: EventVersion) -> str:
    if not style.extension:
        return ""
    named = [version.event_id, version.number, style.extension]
    return reverse("files:event-citation", args=named)
