"""What a box of the event form is called, and what is in it, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.forms.held import as_text

NOUNS = {
    "citations": "Source",
    "participations": "Participant",
    "tracks": "Process",
    "planned_dates": "Earlier plan",
    "relations": "Related event",
    "commitments": "Commitment",
}
# What a row is called by: the first of these boxes that says something.
LEADS = {
    "citations": ("outlet", "url", "title"),
    "participations": ("participant",),
    "tracks": ("track",),
    "planned_dates": ("date",),
    "relations": ("target",),
    "commitments": ("what", "debtor"),
}


class BoxWords:
    """Names boxes and says their values as the form ``submission`` shows them."""

    def __init__(self, submission: Any) -> None:
        self.form = submission.form
        self.rows = {n: s.empty_form for n, s in submission.sections.items()}

    def label(self, name: str) -> str:
        return str(self.form.fields[name].label)

    def row_label(self, section: str, row: dict[str, Any], name: str = "") -> str:
        """``Participant “Russia”: Part played``; without ``name`` the row itself."""
        called = next((as_text(row[n]) for n in LEADS[section] if row.get(n)), "")
        label = f"{NOUNS[section]} “{called}”"
        return f"{label}: {self.rows[section].fields[name].label}" if name else label

    def value(self, name: str, value: Any, section: str = "") -> str:
        form = self.rows[section] if section else self.form
        known = dict(_flat(getattr(form.fields[name], "choices", ())))
        if value is True:
            return "Yes"
        said = value if isinstance(value, list) else [value or ""]
        return ", ".join(str(known.get(one, one)) for one in said)

    def row(self, section: str, row: dict[str, Any]) -> str:
        """All that a row says: ``Part played: Party; Note: by phone``."""
        fields = self.rows[section].fields
        return "; ".join(
            f"{fields[name].label}: {self.value(name, row[name], section)}"
            for name in fields
            if row.get(name)
        )


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, str]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(getattr(key, "value", key)), str(label)
