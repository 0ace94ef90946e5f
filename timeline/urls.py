"""Every address readers open. Addresses are promises: old ones keep answering."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from timeline.api.names import KINDS
from timeline.presentation.addresses import prefixed
from timeline.views import (
    changes,
    citations,
    data,
    downloads,
    embeds,
    exports,
    health,
    pages,
    suggesting,
)


class NumberConverter:
    """A public number: digits that fit a 64-bit column."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class YearConverter(StringConverter):
    """Four digits, kept as text: ``0988``."""

    regex = "[0-9]{4}"


class TwoDigitConverter(StringConverter):
    """A month or a day, kept as text: ``05``."""

    regex = "[0-9]{2}"


register_converter(NumberConverter, "number")
register_converter(YearConverter, "year")
register_converter(TwoDigitConverter, "two")


def events(request: HttpRequest) -> HttpResponseRedirect:
    """The chronology has one address: the front page."""
    query = request.META["QUERY_STRING"]
    home = prefixed("/")
    return HttpResponseRedirect(f"{home}?{query}" if query else home)


def dated(request: HttpRequest, **parts: str) -> HttpResponseRedirect:
    """The chronology of a year, a month or a day, as its address says it."""
    day = "-".join(parts.values())
    return HttpResponseRedirect(f"{prefixed('/')}?from={day}&to={day}")


# Pages, in every language: outside English the language's code comes first.
page_patterns = [
    path("", pages.chronology, name="chronology"),
    path("events/", events),
    path("events/<year:y>/", dated),
    path("events/<year:y>/<two:m>/", dated),
    path("events/<year:y>/<two:m>/<two:d>/", dated),
    path("events/<number:number>-<slug:slug>/", pages.event, name="event"),
    path("e/<number:number>", pages.event_short, name="event-short"),
    path(
        "e/<number:number>/v<number:version>", pages.event_version, name="event-version"
    ),
    path("e/<number:number>/history", pages.history, name="event-history"),
    path(
        "e/<number:number>/v<number:older>-v<number:newer>",
        pages.difference,
        name="event-difference",
    ),
    path("changes/", pages.changes, name="changes"),
    path("timeline/", pages.visual, name="visual"),
    path("compare/", pages.compare, name="compare"),
    path("table/", pages.table, name="table"),
    path("years/", pages.years, name="years"),
    path("map/", pages.map_, name="map"),
    path("participants/", pages.participants, name="participants"),
    path("participants/<slug:slug>/", pages.participant, name="participant"),
    path("places/", pages.places, name="places"),
    path("places/<slug:slug>/", pages.place, name="place"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("processes/", pages.processes, name="processes"),
    path("processes/<slug:slug>/", pages.process, name="process"),
    path("about/", pages.about, name="about"),
    path("about/<slug:chapter>/", pages.about_chapter, name="about-chapter"),
    path("help/keyboard/", pages.keyboard, name="keyboard"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("display/", pages.display, name="display"),
    path("download/", downloads.download, name="download"),
    path("embed/list/", embeds.list_, name="embed-list"),
    path("embed/timeline/", embeds.visual, name="embed-timeline"),
    path("embed/map/", embeds.map_, name="embed-map"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("count/", suggesting.count, name="count"),
]
# JSON. What is not there is answered as JSON too.
api_patterns = [
    path("api/", data.index, name="api"),
    path("api/events", data.event_list, name="api-events"),
    path("api/events/<number:number>", data.event, name="api-event"),
    path(
        "api/events/<number:number>/versions/<number:version>",
        data.event_version,
        name="api-version",
    ),
    path("api/facets", data.facets, name="api-facets"),
    path("api/formats", data.formats, name="api-formats"),
    path("api/openapi.json", data.description, name="api-description"),
    *(
        path(f"api/{kind}", data.name_list, {"kind": kind}, name=f"api-{kind}")
        for kind in KINDS
    ),
    *(
        path(
            f"api/{kind}/<slug:slug>",
            data.name,
            {"kind": kind},
            name=f"api-{kind}-card",
        )
        for kind in KINDS
    ),
    path("api/<path:rest>", data.nothing, name="api-nothing"),
]
# Files and what machines ask: one address for all languages.
file_patterns = [
    *api_patterns,
    path("events.<str:format>", exports.export, name="export"),
    path("changes.<str:format>", changes.changes_file, name="changes"),
    path(
        "e/<number:number>/v<number:version>.<str:format>",
        citations.event_citation,
        name="event-citation",
    ),
    path("cite.<str:format>", citations.view_citation, name="view-citation"),
    path("oembed", embeds.oembed, name="oembed"),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", health.robots, name="robots"),
]
