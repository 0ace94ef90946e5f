"""`manage.py import_events`: the same errand from a shell, with an exit code."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import cast
from timeline.formats import csv as our_csv
from timeline.importing.running import APPLY, PLAN, receive, run
from timeline.models.events import Event
from timeline.models.imports import ImportBatch
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.versions import EventVersion

pytestmark = pytest.mark.django_db
MAPPING = {
    "Headline": "title",
    "Kind": "type",
    "Day": "date_text",
    "Where": "place",
    "Land": "country",
    "Who": "participants",
    "Says": "sources",
}
FILE = """Headline,Kind,Day,Where,Land,Who,Says
Russia sends a delegation to Istanbul,visit,14 May 2025,Istanbul,Türkiye,Russia,TASS: B
Nobody Known flies to F City,visit,15 May 2025,F City,Freedonia,Nobody Known,TASS: B
Ukraine sends no delegation on this day,visit,32 May 2025,,,Ukraine,Reuters: C
Russia sends a delegation to Istanbul,visit,14 May 2025,Istanbul,Türkiye,Russia,TASS: A
"""


def said(*arguments: str) -> str:
    """What the command prints; its refusal behind it when it ends otherwise."""
    out = StringIO()
    try:
        call_command("import_events", *arguments, stdout=out, stderr=out)
    except CommandError as error:
        out.write(f"{error} (ends with {error.returncode})")
    return out.getvalue()


@pytest.fixture
def file(world, tmp_path):
    cast.reuters()
    cast.tass()
    (tmp_path / "trips.csv").write_text(FILE, encoding="utf-8")
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING), encoding="utf-8")
    return [str(tmp_path / "trips.csv"), "--mapping", str(tmp_path / "mapping.json")]


def test_the_command_tries_then_stores_and_says_what_was_left_out(file):
    cast.editor("nora")
    tried = said(*file)
    assert "New: 1\n" in tried and "Possible duplicate: 1\n" in tried
    assert "Waits for a name: 1" in tried
    assert "Not known: Freedonia (places, 1 rows)" in tried
    assert "Not known: Nobody Known (participants, 1 rows)" in tried
    assert "line 4, “Day”: “32 May 2025”: " in tried
    assert "2 rows were left out. (ends with 2)" in tried
    assert not Event.objects.exists()
    publish = ["--apply", "--publish", "--editor", "nora"]
    assert "Write --reason" in said(*file, *publish)
    publish += ["--reason", "Trips of May"]
    assert "Nothing was stored" in said(*file, *publish)
    assert not Event.objects.exists()
    good = [*publish, "--only-good-rows", "--create-names", "participants=person"]
    stored = said(*file, *good)
    assert "Stored: 2 create, 1 duplicate, 1 refused." in stored
    assert (
        EventVersion.objects.filter(editor="nora", reason="Trips of May").count() == 2
    )
    assert Participant.objects.get(name="Nobody Known").kind == "person"
    assert Location.objects.get(name="F City").parent.name == "Freedonia"
    number = str(ImportBatch.objects.latest("pk").pk)
    assert "stored already" in said("--batch", number, "--apply")
    again = said(*file)
    assert "Possible duplicate: 3\n" in again and "New" not in again
    undone = said(
        "--batch", number, "--task", "undo", "--reason", "Wrong", "--editor", "nora"
    )
    assert "ends with 1" not in undone
    assert EventVersion.objects.present().count() == 0


def test_the_command_refuses_what_it_cannot_use(file):
    for arguments, why in (
        ([], "Name a file"),
        (["/no/such/file.csv"], "There is no file"),
        (["--batch", "77"], "There is no import 77"),
        ([*file, "--editor", "nobody"], "Nobody signs in as nobody"),
        ([file[0], "--mapping", file[0]], "cannot be read as JSON"),
        ([*file, "--create-names", "places=planet"], "“places=planet” says no kind"),
        ([file[0], "--profile", "own"], "Choose another profile, or map the columns"),
    ):
        assert f"{why}" in said(*arguments), arguments


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf"]),
    max_size=40,
)


@pytest.mark.no_cover
@given(title=TEXT, summary=TEXT, quote=TEXT)
@settings(
    max_examples=5,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_hostile_cells_come_back_as_they_left(world, title, summary, quote):
    """Quotes, bars, backslashes, formulas, letters of any script."""
    made = cast.published(
        f"Talks are held: {title}"[:110].strip(),
        summary=f"={summary}",
        sources=[(cast.article(cast.reuters()), {"quote": f"+{quote}|\\"})],
    )
    line = our_csv.finish(
        cast.version_of(made).csv_line, base_url="https://x.example", date_match="might"
    )
    batch = receive([(our_csv.header() + line).encode()], "a.csv", editor=None)
    run(batch, PLAN)
    assert batch.counts == {"same": 1}
    edited = line.replace(",took-place,", ",cancelled,")
    batch = receive([(our_csv.header() + edited).encode()], "a.csv", editor=None)
    batch.publishing, batch.reason = True, "Did not happen"
    batch.save()
    run(batch, PLAN)
    assert [c for c, _, _ in batch.rows.get().changes] == ["status"]
    before = cast.version_of(made).record
    run(batch, APPLY)
    after = cast.version_of(made).record
    assert {k for k in after if after[k] != before[k]} == {
        "status",
        "version",
        "recorded_at",
    }


def test_a_long_cell_survives(world):
    made = cast.published(summary="“036” سلام 🕊 " * 500)
    long = our_csv.finish(
        cast.version_of(made).csv_line,
        base_url="https://x.example",
        date_match="certain",
    )
    batch = receive([(our_csv.header() + long).encode()], "a.csv", editor=None)
    run(batch, PLAN)
    assert batch.counts == {"same": 1}
