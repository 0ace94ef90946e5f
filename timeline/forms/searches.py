"""Keeping a search of the desk under a name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timeline.forms.rows import dress
from timeline.models.searches import SavedSearch, filters_of
from timeline.names import clean

MOST = 50  # searches of one editor


class SavedSearchForm(forms.ModelForm):
    """The name of a search, and whether the desk shares it.

    ``instance`` has its owner and page; a new one also its query, as it came.
    """

    class Meta:
        model = SavedSearch
        fields = ("name", "shared")
        error_messages = {"name": {"required": "Give the search a name."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        mine = SavedSearch.objects.filter(owner=self.instance.owner_id)
        others = mine.filter(page=self.instance.page).exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise ValidationError(
                f"You have a search called “{name}” already. Choose another name."
            )
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk is None:
            self._check_new()
        return data

    def _check_new(self) -> None:
        self.instance.query = filters_of(self.instance.query)
        if SavedSearch.objects.filter(owner=self.instance.owner_id).count() >= MOST:
            raise ValidationError(
                f"You keep {MOST} searches already. Remove one you no longer use."
            )

    @property
    def sentences(self) -> list[str]:
        """What is wrong, in the order of the boxes."""
        return [str(one) for listed in self.errors.values() for one in listed]
