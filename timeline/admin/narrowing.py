"""The boxes that narrow a list of the queue."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet

from timeline.codelists.tables import FAMILIES
from timeline.models.tracks import Track

KINDS = [("", "All"), *((family.slug, family.label) for family in FAMILIES)]


class NarrowForm(forms.Form):
    """The boxes above a list. What cannot be read is left out, and said."""

    kind = forms.ChoiceField(label="Kind", required=False, choices=KINDS)
    age = forms.ChoiceField(
        label="Waiting for",
        required=False,
        choices=[
            ("", "Any time"),
            ("day", "A day or more"),
            ("week", "A week or more"),
            ("month", "A month or more"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True).order_by("username")
        self.fields["editor"] = _one_of(staff, "username", label="Editor")
        self.fields["process"] = _one_of(Track.objects.all(), "slug", label="Process")
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"


def _one_of(rows: QuerySet[Any], key: str, *, label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows, label=label, required=False, to_field_name=key, empty_label="All"
    )
