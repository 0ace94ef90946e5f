"""Buttons of the event form that write into its boxes: no script needed."""

from collections.abc import Iterator

from django.http import QueryDict

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

    Empty when the button was not pressed, or there is no date to move.
    """
    was = data.get("date", "").strip()
    if "_move" not in data or not was:
        return ""
    total = data.get("planned_dates-TOTAL_FORMS", "0")
    place = int(total) if total.isascii() and total.isdigit() else 0
    free = [n for n in range(min(place, 200)) if not _is_filled(data, n)]
    row = free[0] if free else place
    data[f"planned_dates-{row}-date"] = was
    data["planned_dates-TOTAL_FORMS"] = str(max(place, row + 1))
    data.setdefault("planned_dates-INITIAL_FORMS", "0")
    data["date"] = data["best_guess"] = ""
    if data.get("status") == Event.Status.ANNOUNCED:
        data["status"] = Event.Status.SCHEDULED
    return was


def _is_filled(data: QueryDict, row: int) -> bool:
    boxes = ("date", "announced", "reason", "citation")
    return any(data.get(f"planned_dates-{row}-{box}", "").strip() for box in boxes)


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
