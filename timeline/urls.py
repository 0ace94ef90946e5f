"""Every address readers open. Addresses are promises: old ones keep answering."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.generic import RedirectView

from timeline.views import exports, health, pages


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

app_name = "timeline"


def dates(day: str) -> Callable[..., HttpResponseBase]:
    """The chronology of ``day``: a year, a month or a day, as its address says it."""
    return RedirectView.as_view(url=f"/?from={day}&to={day}")


urlpatterns = [
    path("", pages.chronology, name="chronology"),
    path("events/", RedirectView.as_view(url="/", query_string=True)),
    path("events/<year:y>/", dates("%(y)s")),
    path("events/<year:y>/<two:m>/", dates("%(y)s-%(m)s")),
    path("events/<year:y>/<two:m>/<two:d>/", dates("%(y)s-%(m)s-%(d)s")),
    path("events/<number:number>-<slug:slug>/", pages.event, name="event"),
    path("events.<str:format>", exports.export, name="export"),
    path("e/<number:number>", pages.event_short, name="event-short"),
    path(
        "e/<number:number>/v<number:version>", pages.event_version, name="event-version"
    ),
    path("participants/", pages.participants, name="participants"),
    path("participants/<slug:slug>/", pages.participant, name="participant"),
    path("places/", pages.places, name="places"),
    path("places/<slug:slug>/", pages.place, name="place"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("processes/", pages.processes, name="processes"),
    path("processes/<slug:slug>/", pages.process, name="process"),
    path("about/", pages.about, name="about"),
    path("display/", pages.display, name="display"),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", health.robots, name="robots"),
]
