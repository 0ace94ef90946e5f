"""Buttons of the event form that write into its boxes: no script needed."""

from collections.abc import Iterator

from django.http import QueryDict

from timeline.forms.copying import put_row
from timeline.models.events import Event, Participation

_A = Participation.Attendance
# What a button for everybody may replace; who is known to have come or not stays.
_REPLACED: dict[str, set[str]] = {
    _A.EXPECTED: {""},
    _A.ATTENDED: {"", _A.EXPECTED, _A.CONFIRMED},
    _A.ABSENT: {"", _A.EXPECTED, _A.CONFIRMED},
}
EVERYBODY = [(code, Participation.Attendance(code).label) for code in _REPLACED]


def move_the_date(data: QueryDict) -> str:
    """Turn the date into an earlier plan and ask for the new one; the old date.

    Empty when the button was not pressed, there is no date to move, or no room for it.
    """
    was = data.get("date", "").strip()
    if "_move" not in data or not was:
        return ""
    if put_row(data, "planned_dates", {"date": was}) is None:
        return ""
    data["date"] = data["best_guess"] = ""
    if data.get("status") == Event.Status.ANNOUNCED:
        data["status"] = Event.Status.SCHEDULED
    return was


def settle_attendance(data: QueryDict) -> bool:
    """Say of everybody listed whose attendance is not settled what the button says.

    False when no such button was pressed.
    """
    attendance = data.get("_everybody", "")
    replaced = _REPLACED.get(attendance, set())
    for row in _listed(data):
        box = f"{row}-attendance"
        if data.get(box, "") in replaced:
            data[box] = attendance
    return "_everybody" in data


def _listed(data: QueryDict) -> Iterator[str]:
    """The rows of participants in which somebody is named."""
    for box in list(data):
        row, _, name = box.rpartition("-")
        named = row.startswith("participations-") and name == "participant"
        if named and str(data[box]).strip() and not data.get(f"{row}-DELETE"):
            yield row
