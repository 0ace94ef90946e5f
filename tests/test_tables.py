"""The committed code lists and gazetteer hold together."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from zoneinfo import available_timezones

import pytest

from timeline.codelists.tables import (
    ATTENDANCES,
    FAMILIES,
    ROLES,
    event_types,
    topics,
)
from timeline.gazetteer.tables import (
    BodyRow,
    OrganisationRow,
    PlaceRow,
    StateRow,
    Translations,
    bodies,
    members,
    organisations,
    places,
    states,
)
from timeline.names import clean, skeleton

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
SCRIPTS = {"uk": "CYRILLIC", "ru": "CYRILLIC", "tr": "LATIN", "ar": "ARABIC"}
FOREIGN = {"uk": "ыэъёЫЭЪЁ", "ru": "іїєґІЇЄҐ", "tr": "", "ar": ""}

STATES = list(states())
ORGANISATIONS = list(organisations())
BODIES = list(bodies())
MEMBERS = list(members())
PLACES = list(places())
PLACE = {place.slug: place for place in PLACES}
STATE = {state.iso2: state for state in STATES}


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def all_named() -> Iterator[tuple[str, str, Translations, tuple[str, ...]]]:
    rows: Iterable[StateRow | OrganisationRow | BodyRow | PlaceRow]
    for rows in (STATES, ORGANISATIONS, BODIES, PLACES):
        for row in rows:
            yield row.slug, row.name, row.names, row.other_names


def letters_of(text: str) -> set[str]:
    return {unicodedata.name(ch).split()[0] for ch in text if ch.isalpha()}


# Code lists


def test_there_are_forty_types_in_six_families():
    assert len(event_types()) == 40
    assert {row.reader_family for row in event_types()} == {f.slug for f in FAMILIES}
    assert len(FAMILIES) == 6


def test_a_code_keeps_its_zero():
    by_slug = {row.slug: row for row in event_types()}
    assert by_slug["meeting-announced"].cameo_code == "036"
    assert by_slug["ceasefire-announced"].cameo_code == "0356"


def test_cameo_codes_are_two_to_four_digits_or_empty():
    assert not [
        r for r in event_types() if not re.fullmatch(r"(\d{2,4})?", r.cameo_code)
    ]


def test_calls_are_talks_and_an_announced_ceasefire_is_an_agreement():
    family = {row.slug: row.reader_family for row in event_types()}
    assert family["call"] == family["message"] == "talks"
    assert family["ceasefire-announced"] == "agreement"
    assert family["ceasefire-in-force"] == family["igo-decision"] == "action"


def test_the_group_editors_choose_from_is_kept():
    group = {row.slug: row.group for row in event_types()}
    assert group["call"] == "contact"
    assert group["veto"] == "institutional"


def test_topics_are_plovers_thirty_seven_contexts():
    assert len(topics()) == 37
    assert all(row.slug == row.plover_context.replace("_", "-") for row in topics())
    assert {"human_rights", "cbrn", "pro_autocracy", "trafficking"} <= {
        row.plover_context for row in topics()
    }


def test_every_topic_says_what_it_covers():
    assert not [row.slug for row in topics() if not (row.label and row.note)]


def test_there_are_sixteen_roles_each_with_one_weight():
    assert len(ROLES) == 16
    assert {role.weight for role in ROLES} == {"full", "half", "arrow", "none"}


def test_rows_say_host_but_not_party():
    phrase = {role.slug: role.phrase for role in ROLES}
    assert phrase["host"] == "Host"
    assert phrase["party"] == phrase["delegate"] == ""
    assert phrase["subject"] == "About"


def test_attendance_has_six_values():
    assert [a.slug for a in ATTENDANCES] == [
        "expected",
        "confirmed",
        "attended",
        "absent",
        "declined",
        "remote",
    ]


@pytest.mark.parametrize(
    "rows", [event_types(), topics(), FAMILIES, ROLES, ATTENDANCES]
)
def test_code_list_slugs_are_plain_and_unique(rows):
    slugs = [row.slug for row in rows]
    assert not repeated(slugs)
    assert all(SLUG.fullmatch(slug) for slug in slugs)


# Gazetteer: how much there is


def test_every_un_member_and_observer_is_there():
    standing = Counter(state.un_status for state in STATES)
    assert standing["member"] == 193
    assert standing["observer"] == 2
    assert len(STATES) == 250


def test_there_is_enough_to_match_the_news():
    assert len(ORGANISATIONS) >= 100
    assert len({body.iso2 for body in BODIES}) >= 30
    assert len(PLACES) >= 3500
    assert sum(bool(state.demonyms) for state in STATES) >= 150
    assert sum(all((p.names.uk, p.names.ru, p.names.ar)) for p in PLACES) >= 500


@pytest.mark.parametrize(
    "slug",
    ["dolmabahce-palace", "ciragan-palace", "davos", "camp-david", "panmunjom"],
)
def test_places_where_diplomacy_happens_are_there(slug):
    assert PLACE[slug].time_zone


@pytest.mark.parametrize(
    "name", ["states", "organisations", "bodies", "members", "places"]
)
def test_each_file_is_under_a_mebibyte(name):
    data = files("timeline.gazetteer").joinpath(f"{name}.csv").read_bytes()
    assert len(data) < 2**20
    assert b"\r" not in data


# Gazetteer: the parts fit


def test_slugs_are_plain_and_short():
    assert not [s for s, *_ in all_named() if not SLUG.fullmatch(s) or len(s) > 80]


def test_places_and_states_share_no_slug():
    assert not repeated([*PLACE, *(state.slug for state in STATES)])
    assert len(PLACE) == len(PLACES)


def test_participants_share_no_slug():
    assert not repeated(row.slug for row in [*STATES, *ORGANISATIONS, *BODIES])


def test_no_two_participants_of_a_kind_look_the_same():
    for rows in (STATES, ORGANISATIONS, BODIES):
        assert not repeated(skeleton(row.name) for row in rows)


def test_no_two_places_of_a_kind_in_one_place_look_the_same():
    assert not repeated((p.parent, p.kind, skeleton(p.name)) for p in PLACES)


def test_codes_and_wikidata_ids_are_unique():
    assert not repeated(state.iso2 for state in STATES)
    assert not repeated(state.iso3 for state in STATES)
    assert not repeated(state.wikidata_id for state in STATES if state.wikidata_id)
    assert all(re.fullmatch(r"(Q[1-9]\d*)?", s.wikidata_id) for s in STATES)


def test_every_parent_exists_and_no_place_lies_in_itself():
    known = {*PLACE, *(state.slug for state in STATES)}
    assert not [p.slug for p in PLACES if p.parent and p.parent not in known]
    assert not [p.slug for p in PLACES if p.slug in ancestors(p)]


def ancestors(place: PlaceRow) -> list[str]:
    chain: list[str] = []
    step = place.parent
    while step in PLACE and step not in chain:
        chain.append(step)
        step = PLACE[step].parent
    return chain


def test_every_city_and_site_lies_in_something():
    assert not [p.slug for p in PLACES if p.kind in ("city", "site") and not p.parent]


def test_a_place_lies_in_its_own_state():
    slugs = {state.slug: state.iso2 for state in STATES}
    for place in PLACES:
        top = [place.slug, *ancestors(place)][-1]
        assert slugs.get(PLACE[top].parent, "") == place.iso2, place.slug


def test_states_point_at_places_that_exist():
    assert not [s.iso2 for s in STATES if s.region and PLACE[s.region].kind != "region"]
    assert not [s.iso2 for s in STATES if s.capital and PLACE[s.capital].kind != "city"]


def test_every_state_has_a_capital_and_a_region():
    assert not [
        s.iso2 for s in STATES if s.kind == "state" and not (s.capital and s.region)
    ]


def test_a_territory_answers_to_a_state():
    for state in STATES:
        assert not (state.kind == "state" and state.administered_by), state.iso2
        assert not state.administered_by or STATE[state.administered_by].kind == "state"


def test_organisations_and_bodies_point_at_what_exists():
    slugs = {row.slug for row in ORGANISATIONS}
    assert not [o.slug for o in ORGANISATIONS if o.parent and o.parent not in slugs]
    assert not [
        r.slug for r in [*ORGANISATIONS, *BODIES] if r.seat and r.seat not in PLACE
    ]
    assert not [b.slug for b in BODIES if b.iso2 not in STATE]
    assert not [
        m for m in MEMBERS if m.organisation not in slugs or m.iso2 not in STATE
    ]


def test_memberships_are_counted_right_and_dated_plainly():
    now = Counter(m.organisation for m in MEMBERS if not m.until)
    assert now["nato"] == 32
    assert now["european-union"] == 27
    assert now["g7"] == 7
    assert now["asean"] == 11
    assert now["gcc"] == now["csto"] == 6
    assert now["arab-league"] == 22
    assert now["un-security-council"] == 5
    assert all(DAY.fullmatch(m.since) and DAY.fullmatch(m.until) for m in MEMBERS)


def test_the_united_kingdom_left_the_european_union():
    left = [m for m in MEMBERS if m.iso2 == "GB" and m.organisation == "european-union"]
    assert [(m.since, m.until) for m in left] == [("1973-01-01", "2020-01-31")]


# Gazetteer: nothing claims more than is known


def test_only_points_have_coordinates():
    for place in PLACES:
        pointed = place.kind in ("city", "site", "district")
        assert (place.latitude is not None) == pointed, place.slug
        assert (place.longitude is not None) == pointed, place.slug


def test_coordinates_are_in_range():
    for place in PLACES:
        assert -90 <= (place.latitude or 0) <= 90, place.slug
        assert -180 <= (place.longitude or 0) <= 180, place.slug
        assert round(place.latitude or 0, 5) == (place.latitude or 0), place.slug


def test_every_point_has_a_real_time_zone():
    zones = available_timezones()
    assert not [p.slug for p in PLACES if p.latitude is not None and not p.time_zone]
    used = {row.time_zone for row in [*PLACES, *STATES] if row.time_zone}
    assert used <= zones


def test_a_state_with_several_time_zones_has_none_of_its_own():
    assert STATE["RU"].time_zone == STATE["US"].time_zone == ""
    assert STATE["UA"].time_zone == "Europe/Kyiv"
    assert STATE["TR"].time_zone == "Europe/Istanbul"


def test_disputed_places_are_where_the_notice_says():
    assert PLACE["simferopol"].iso2 == PLACE["yalta"].iso2 == "UA"
    assert PLACE["sevastopol"].parent == "crimea"
    assert PLACE["sukhumi"].iso2 == "GE"
    assert PLACE["golan-heights"].parent == "syria"
    assert PLACE["jerusalem"].iso2 == PLACE["panmunjom"].iso2 == ""


# Names


def test_names_are_clean_and_composed():
    for slug, name, names, others in all_named():
        for text in (name, names.uk, names.ru, names.tr, names.ar, *others):
            assert unicodedata.is_normalized("NFC", text), slug
            assert clean(text) == text, slug


def test_each_language_is_in_its_own_script():
    for slug, _, names, _ in all_named():
        for language, script in SCRIPTS.items():
            text = getattr(names, language)
            assert letters_of(text) - {"MODIFIER"} <= {script}, (slug, text)
            assert not set(text) & set(FOREIGN[language]), (slug, text)


def test_every_state_is_named_in_every_language():
    assert not [
        s.iso2
        for s in STATES
        if not all((s.names.uk, s.names.ru, s.names.tr, s.names.ar))
    ]


def test_other_names_do_not_repeat_the_name():
    for slug, name, _, others in all_named():
        assert name not in others, slug
        assert not repeated(others), slug
        assert "" not in others, slug


def test_known_spellings_lead_to_the_place():
    assert "Kiev" in PLACE["kyiv"].other_names
    assert "Turkey" in STATE["TR"].other_names
    assert "Russian" in STATE["RU"].demonyms
