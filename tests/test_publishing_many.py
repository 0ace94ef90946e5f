"""Many events published at once leave what one after the other would have left."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import transaction

from tests import cast
from tests.chronicle import WORDS
from timeline import publishing
from timeline.models.events import Event, EventRelation
from timeline.models.versions import EventVersion, Heading, PublicRecord, VersionTerm
from timeline.publishing import PublishError
from timeline.search import Matches, read_words

pytestmark = pytest.mark.django_db
MOMENT = datetime(2035, 1, 1, tzinfo=UTC)
KINDS = ("follows", "part-of", "before", "after")
DATES = ("{d} May 2025", "{d} May 2025 13:35", "May 2025", "since {d} May 2025")


class RolledBackError(Exception):
    """Ends a savepoint."""


def events_of_every_state(random):
    """Drafts, published, edited, withdrawn and related ones, in a random order."""
    made = [_event(random, number) for number in range(12)]
    for _ in range(9):
        event, target = random.sample(made, 2)
        EventRelation.objects.get_or_create(
            event=event, kind=random.choice(KINDS), target=target
        )
    for event in random.sample(made, 6):
        cast.publish(event)
    for event in random.sample(list(Event.objects.published()), 1):
        publishing.withdraw(event, editor="nora", reason="By mistake")
    for event in random.sample(made, 5):
        _edit(random, Event.objects.get(pk=event.pk))
    return random.sample(made, 9) + random.sample(made, 2)


def _event(random, number):
    word, day = random.choice(WORDS), random.randint(14, 16)
    people = [cast.russia(), cast.medinsky(), cast.umerov(), cast.rubio(), cast.nato()]
    parts = [(someone, "delegate") for someone in random.sample(people, 2)]
    aide = (cast.fidan(), "speaker", {"on_behalf_of": cast.medinsky()})
    outlets = random.sample([cast.reuters(), cast.tass()], random.randint(1, 2))
    rounds = [(cast.istanbul_track(), random.randint(1, 3))]
    return cast.event(
        title=f"Delegates speak of {word} for the {number}th time",
        date=random.choice(DATES).format(d=day),
        who=[*parts, *random.choice([[], [aide]])],
        where=random.choice([cast.istanbul(), cast.dolmabahce(), cast.ankara(), None]),
        sources=[cast.article(outlet, f"Report {number}") for outlet in outlets],
        tracks=random.choice([[], rounds]),
        topics=random.sample(["military", "refugees"], random.randint(0, 2)),
    )


def _edit(random, event):
    match random.randint(0, 3):
        case 0:
            event.title += ", again"
        case 1:
            event.location = random.choice([cast.antalya(), None])
        case 2:
            event.set_date(cast.read_date("15 May 2025 18:00"))
        case 3:
            event.topics.clear()
    event.save()


def public_state():
    """Every row that publishing writes, without the keys of its own tables."""
    versions = list(EventVersion.objects.order_by("pk"))
    named = {version.pk: (version.event_id, version.number) for version in versions}
    return {
        "versions": [_columns(version) for version in versions],
        "terms": sorted(
            (*named[t.version_id], t.dimension, t.value, t.role, t.order_key, t.present)
            for t in VersionTerm.objects.all()
        ),
        "headings": [
            {**_columns(heading), "recorded_at": None}  # a card may go and come back
            for heading in Heading.objects.at(None).order_by("dimension", "value")
        ],
        "words": {
            word: sorted(
                EventVersion.objects.filter(Matches(read_words(word))).values_list(
                    "event_id", "number"
                )
            )
            for word in (*WORDS, "Medinsky", "Dolmabahçe", "again")
        },
        "desk": list(
            Event.objects.order_by("pk").values_list(
                "pk", "number", "slug", "desk_state", "published_at"
            )
        ),
        "last number": PublicRecord.now().last_event_number,
    }


def _columns(row):
    return {f.name: getattr(row, f.name) for f in row._meta.fields if f.name != "id"}


def after(publish):
    """The state that ``publish`` leads to; it is taken back."""
    try:
        with transaction.atomic():
            publish()
            state = public_state()
            raise RolledBackError
    except RolledBackError:
        return state


def one_after_the_other(events):
    for event in events:
        publishing.publish(event, editor="nora", reason="Together")


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(2))
def test_many_at_once_leave_what_one_after_the_other_leaves(seed, monkeypatch):
    events = events_of_every_state(Random(seed))
    monkeypatch.setattr(publishing, "_moment", lambda _: MOMENT)
    expected = after(lambda: one_after_the_other(events))
    assert {row["change"] for row in expected["versions"]} >= {"added", "modified"}
    for size in (500, 4):
        monkeypatch.setattr(publishing, "BATCH", size)
        found = after(
            lambda: publishing.publish_many(events, editor="nora", reason="Together")
        )
        for part, rows in expected.items():
            assert found[part] == rows, part


def test_many_at_once_raise_the_data_version_once_and_share_a_moment():
    events = [cast.draft(f"Delegates meet for the {n}th time") for n in range(3)]
    assert publishing.publish_many(events, editor="nora") == 3
    assert PublicRecord.now().data_version == 1
    assert EventVersion.objects.values("recorded_at").distinct().count() == 1
    assert publishing.publish_many(events, editor="nora", reason="Again") == 0
    assert PublicRecord.now().data_version == 1


def test_one_that_cannot_be_published_is_named_and_none_is_published():
    good = cast.draft("The envoys agree to meet")
    bad = cast.draft("The envoys do not agree", sources=[], who=[])
    problems = publishing.problems_of_many([good, bad])
    assert problems == {bad.pk: publishing.problems_of(bad)}
    assert len(problems[bad.pk]) == 2
    with pytest.raises(PublishError, match="“The envoys do not agree”: Nothing is"):
        publishing.publish_many([good, bad], editor="nora")
    assert not EventVersion.objects.exists()
    assert not Event.objects.exclude(number=None).exists()


def test_the_queries_of_publishing_many_do_not_grow_with_their_number(
    django_assert_max_num_queries,
):
    for size in (3, 30):
        events = [
            cast.draft(
                f"Delegates meet for the {number}th time",
                where=cast.dolmabahce(),
                who=[(cast.medinsky(), "delegate"), (cast.umerov(), "delegate")],
                sources=[cast.article(cast.reuters(), f"Report {number}")],
            )
            for number in range(size)
        ]
        with django_assert_max_num_queries(70):
            publishing.publish_many(events, editor="nora")
