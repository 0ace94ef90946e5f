"""Forms of what events refer to: participants, places, outlets, sources, processes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from timeline.forms.citations import free_slug, plain_host
from timeline.forms.dating import DayField
from timeline.forms.naming import (
    Outlets,
    Participants,
    Places,
    Shelf,
    Tracks,
    UnclearError,
    look_alike,
)
from timeline.forms.rows import LanguageField, dress
from timeline.models.locations import Location, LocationName
from timeline.models.naming import Spelling, visible_name
from timeline.models.participants import (
    Membership,
    Participant,
    ParticipantName,
    Tenure,
)
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track
from timeline.names import clean


class NamedField(forms.CharField):
    """A participant, place or outlet, written by any spelling of its name.

    Cleans to the object or None. Text that was not changed keeps the same object.
    """

    def __init__(self, shelf: type[Shelf], lookup: str, **kwargs: Any) -> None:
        self.shelf = shelf
        self.current: Any = None
        widget = forms.TextInput(attrs={"data-lookup": lookup})
        kwargs.setdefault("required", False)
        super().__init__(max_length=200, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = clean(super().clean(value))
        if not text:
            return None
        if self.current is not None and text == self.current.name:
            return self.current
        return self.shelf().find(text)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean(str(self.prepare_value(initial) or "")) != clean(str(data or ""))


class DeskForm(forms.ModelForm):
    """A form whose boxes for other things hold names, and that cleans its texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field)
            if isinstance(field, NamedField):
                self._keep(name, field)

    def _keep(self, name: str, field: NamedField) -> None:
        if getattr(self.instance, f"{name}_id", None):
            field.current = getattr(self.instance, name)
            self.initial[name] = field.current

    def clean(self) -> dict[str, Any]:
        for name, value in self.cleaned_data.items():
            one_line = not isinstance(self.fields[name].widget, forms.Textarea)
            if isinstance(value, str) and one_line:
                self.cleaned_data[name] = clean(value)
        super().clean()
        return self.cleaned_data


class NamedForm(DeskForm):
    """A form of something with a name that must not look like another's."""

    shelf: type[Shelf] = Shelf

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        name = data.get("name")
        if name:
            self._check_looks(name, str(data.get("kind") or ""))
        return data

    def _check_looks(self, name: str, kind: str) -> None:
        shelf = self.shelf()
        if twin := shelf.twin(name, kind, apart_from=self.instance):
            self.add_error("name", look_alike(twin, name, shelf))
            return
        self.instance.name_it(name)

    def _check_loop(self, name: str, larger: Any, chain: list[Any]) -> None:
        if (
            larger is not None
            and self.instance.pk
            and self.instance in [larger, *chain]
        ):
            self.add_error(
                name,
                f"{larger.name} already leads back to this one. Choose another, "
                "or change it there first.",
            )


class ParticipantForm(NamedForm):
    shelf = Participants
    acts_for = NamedField(
        Participants,
        "participants",
        label="Acts for",
        help_text="The state, organisation or body this one usually acts for.",
    )

    class Meta:
        model = Participant
        fields = ("name", "kind", "acts_for", "description", "iso2", "wikidata_id")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        side = data.get("acts_for")
        self._check_loop("acts_for", side, side.sides() if side else [])
        return data


class LocationForm(NamedForm):
    shelf = Places
    parent = NamedField(
        Places, "places", label="Lies in", help_text="The next larger place."
    )

    class Meta:
        model = Location
        fields = (
            "name",
            "kind",
            "parent",
            "latitude",
            "longitude",
            "geo_precision",
            "time_zone",
            "iso2",
            "wikidata_id",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        larger = data.get("parent")
        self._check_loop("parent", larger, larger.ancestors() if larger else [])
        self._check_rank(data.get("kind"), larger)
        return data

    def _check_rank(self, kind: str | None, larger: Location | None) -> None:
        ranks = {k.value: rank for k, rank in Location.RANK.items()}
        if kind and larger and ranks[larger.kind] < ranks[kind]:
            self.add_error(
                "parent",
                f"{larger.name} is a {larger.get_kind_display().lower()}: "
                "write a place that is larger than this one.",
            )

    def _check_looks(self, name: str, kind: str) -> None:
        """Two places may share a name when they lie in different larger places."""
        twin = Places().twin(name, kind, apart_from=self.instance)
        if twin and twin.parent == self.cleaned_data.get("parent"):
            self.add_error("name", look_alike(twin, name, Places()))
            return
        self.instance.name_it(name)


class OutletForm(NamedForm):
    shelf = Outlets
    language = LanguageField(label="Language", help_text="Such as en, uk or Russian.")
    country = NamedField(Places, "places", label="Country")

    class Meta:
        model = Outlet
        fields = ("name", "kind", "country", "group", "language", "homepage")

    def clean_homepage(self) -> str:
        return _plain(self.cleaned_data["homepage"])

    def _check_looks(self, name: str, kind: str) -> None:
        _refuse_taken(self, name, Outlets())


class TrackForm(NamedForm):
    shelf = Tracks

    class Meta:
        model = Track
        fields = ("name", "summary")

    def _check_looks(self, name: str, kind: str) -> None:
        _refuse_taken(self, name, Tracks())


def _refuse_taken(form: NamedForm, name: str, shelf: Shelf) -> None:
    """Outlets and processes have one name each, whatever their kind."""
    others = [one for one in shelf.matches(name) if one.pk != form.instance.pk]
    if others:
        message = f"There is already “{others[0].name}”, whose name looks the same."
        form.add_error("name", UnclearError(message, shelf.offers(others)))
        return
    form.instance.name_it(name)


def _plain(url: str) -> str:
    plain_host(url)
    return url


class SourceForm(DeskForm):
    language = LanguageField(label="Language", help_text="Such as en, uk or Russian.")
    outlet = NamedField(Outlets, "outlets", label="Published by", required=True)
    published = DayField(label="Published", help_text="Such as 15 May 2025.")

    class Meta:
        model = Source
        fields = ("outlet", "title", "url", "kind", "byline", "published", "language")

    def clean_url(self) -> str:
        return _plain(self.cleaned_data["url"])

    def save(self, commit: bool = True) -> Source:
        if not self.instance.slug:
            self.instance.slug = free_slug(self.instance)
        return super().save(commit)


class SpellingForm(DeskForm):
    """One spelling; what search compares is made from it."""

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        visible_name(name)
        self.instance.spell(name)
        return name


class ParticipantNameForm(SpellingForm):
    class Meta:
        model = ParticipantName
        fields = ("name", "language", "kind")


class LocationNameForm(SpellingForm):
    class Meta:
        model = LocationName
        fields = ("name", "language", "kind")


class TenureForm(DeskForm):
    organisation = NamedField(Participants, "participants", label="Of")
    start = DayField(label="From")
    end = DayField(label="Until")

    class Meta:
        model = Tenure
        fields = (
            "office",
            "organisation",
            "start",
            "start_precision",
            "end",
            "end_precision",
        )


class MembershipForm(DeskForm):
    member = NamedField(Participants, "participants", label="Member", required=True)
    start = DayField(label="From")
    end = DayField(label="Until")

    class Meta:
        model = Membership
        fields = ("member", "start", "end")

    def clean_member(self) -> Participant:
        member: Participant = self.cleaned_data["member"]
        if member.pk == self.instance.organisation_id:
            raise ValidationError("An organisation is not its own member.")
        return member


SPELLINGS: dict[type[Model], tuple[type[Spelling], str]] = {
    Participant: (ParticipantName, "participant"),
    Location: (LocationName, "location"),
}
