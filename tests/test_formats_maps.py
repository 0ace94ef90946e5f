"""GeoJSON by the rules of RFC 7946, and what TimelineJS asks of its file."""

import json
from typing import Any

import pytest

from tests.told import place, record, told, when, written, written_of

GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon"}


def geojson_faults(found: dict[str, Any]) -> list[str]:
    """What RFC 7946 does not allow in a collection of points."""
    faults = []
    if found.get("type") != "FeatureCollection" or "features" not in found:
        faults.append("This is not a collection.")
    if {"crs", "coordinates", "geometries", "geometry", "properties"} & set(found):
        faults.append("A member that a collection must not have.")  # sections 4, 7.1
    ids = [feature.get("id") for feature in found.get("features", ())]
    if len(set(ids)) < len(ids):
        faults.append("Two features of one id.")
    for feature in found.get("features", ()):
        faults += _feature_faults(feature)
    return faults


def _feature_faults(feature: dict[str, Any]) -> list[str]:
    faults = []
    if feature.get("type") != "Feature":
        faults.append("This is not a feature.")
    if not {"geometry", "properties"} <= set(feature):  # section 3.2: null, not absent
        faults.append("A feature without geometry or properties.")
    if not isinstance(feature.get("properties"), dict | None):
        faults.append("Properties that are no object.")
    if {"crs", "coordinates", "geometries", "features"} & set(feature):
        faults.append("A member that a feature must not have.")
    if not isinstance(feature.get("id", ""), str | int | float):
        faults.append("An id that is neither text nor number.")
    geometry = feature.get("geometry")
    if geometry is not None:
        faults += _point_faults(geometry)
    return faults


def _point_faults(geometry: dict[str, Any]) -> list[str]:
    if geometry.get("type") != "Point" or set(geometry) != {"type", "coordinates"}:
        return ["This is not a point."]
    at = geometry["coordinates"]
    if len(at) not in {2, 3} or not all(isinstance(n, int | float) for n in at):
        return ["A position that is not two or three numbers."]
    longitude, latitude = at[:2]
    within = -180 <= longitude <= 180 and -90 <= latitude <= 90
    return [] if within else ["A position that is not on Earth."]


def test_the_collection_keeps_the_rules_of_rfc_7946() -> None:
    assert geojson_faults(json.loads(written("geojson"))) == []
    assert geojson_faults(json.loads(written("geojson", events=iter(())))) == []


def test_the_rules_find_what_breaks_them() -> None:
    found = json.loads(written("geojson"))
    first = found["features"][0]
    bare = {name: value for name, value in first.items() if name != "geometry"}
    swapped = {"type": "Point", "coordinates": [41.0, 129.0]}
    for broken in (
        {**found, "type": "Feature"},
        {**found, "crs": {}},
        {**found, "features": [first, first]},
        {**found, "features": [bare]},
        {**found, "features": [{**first, "geometry": swapped}]},
        {**found, "features": [{**first, "geometry": {"type": "Point"}}]},
        {**found, "features": [{**first, "properties": []}]},
    ):
        assert geojson_faults(broken) != []


def test_longitude_comes_first_and_a_country_has_no_point() -> None:
    features = json.loads(written("geojson"))["features"]
    points = {one["id"]: one["geometry"] for one in features}
    assert points[12] == {"type": "Point", "coordinates": [29.00049, 41.0392]}
    assert points[15] == {"type": "Point", "coordinates": [18.0, -33.9]}
    assert [n for n, at in points.items() if at is None] == [13, 14, 16, 17, 18]


def test_properties_are_flat_and_the_same_for_every_feature() -> None:
    features = json.loads(written("geojson"))["features"]
    assert len({tuple(one["properties"]) for one in features}) == 1
    for value in (v for one in features for v in one["properties"].values()):
        entries = value if isinstance(value, list) else [value]
        assert all(isinstance(one, str | int | None) for one in entries)
    talks = features[0]["properties"]
    assert talks["date"] == "16 May 2025, 13:35 (Europe/Istanbul)"
    assert (talks["country"], talks["date_match"]) == ("Türkiye", "certain")
    assert talks["participants"] == ["Vladimir Medinsky", "Rustem Umerov", "Türkiye"]


def test_the_precision_is_said_only_of_a_point() -> None:
    at_sea = record(1, "A", place=place("Cape", "sea", (-33.9, 18.0)))
    country = record(2, "B", place=place("France", "country"))
    features = json.loads(written_of("geojson", at_sea, country))["features"]
    assert [f["properties"]["geo_prec"] for f in features] == ["place", ""]


# TimelineJS 3 (timeline.knightlab.com/docs/json-format.html)


def slides(*events: Any) -> list[Any]:
    found: list[Any] = json.loads(written_of("timelinejs.json", *events))["events"]
    return found


def test_a_slide_has_what_timelinejs_asks_for() -> None:
    whole = json.loads(written("timelinejs.json"))
    assert set(whole) == {"scale", "title", "events"}
    assert whole["title"]["text"]["headline"] == "Diplomatic Timeline"
    assert len({slide["unique_id"] for slide in whole["events"]}) == len(told())
    for slide in whole["events"]:
        assert {"year", "month", "day"} <= set(slide["start_date"])
        assert "end_date" not in slide or slide["end_date"] != slide["start_date"]
        assert slide["display_date"]
        assert "media" not in slide


@pytest.mark.parametrize(
    ("typed", "start", "end", "shown"),
    [
        ("15 May 2025", (2025, 5, 15), None, "15 May 2025"),
        ("14-15 May 2025", (2025, 5, 14), (2025, 5, 15), "14–15 May 2025"),
        ("May 2025", (2025, 5, 1), (2025, 5, 31), "May 2025"),
        ("by 2 June 2025", (2025, 6, 2), None, "by 2 June 2025"),
        ("since 12 May 2025", (2025, 5, 12), None, "since 12 May 2025"),
        ("16 May 2025 13:35", (2025, 5, 16, 13, 35), None, "16 May 2025, 13:35"),
        (
            "16 May 2025 13:35-15:00",
            (2025, 5, 16, 13, 35),
            (2025, 5, 16, 15, 0),
            "16 May 2025, 13:35–15:00",
        ),
    ],
)
def test_a_slide_says_its_date_in_words(
    typed: str, start: Any, end: Any, shown: str
) -> None:
    (slide,) = slides(record(1, "A", date=when(typed)))
    assert tuple(slide["start_date"].values()) == start
    assert tuple(slide.get("end_date", {}).values()) == (end or ())
    assert slide["display_date"] == shown


def test_a_headline_is_no_markup_of_its_own() -> None:
    (slide,) = slides(record(1, "<b>A</b> & B"))
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B</a>" in slide["text"]["headline"]
