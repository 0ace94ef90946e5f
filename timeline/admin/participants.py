"""Participants: who is who, under which names, in which office, for whom."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from timeline.admin.desk import ByNameAdmin, DeskAdmin, NamedRows, ShownAdmin
from timeline.forms.desk import (
    MembershipForm,
    ParticipantForm,
    ParticipantNameForm,
    TenureForm,
)
from timeline.models.participants import (
    Membership,
    Participant,
    ParticipantName,
    Tenure,
)


class NameRows(NamedRows):
    model = ParticipantName
    form = ParticipantNameForm


class TenureRows(NamedRows):
    model = Tenure
    form = TenureForm
    fk_name = "person"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organisation")


class MemberRows(NamedRows):
    model = Membership
    form = MembershipForm
    fk_name = "organisation"
    verbose_name = "member"
    verbose_name_plural = "members"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("member")


@admin.register(Participant)
class ParticipantAdmin(ByNameAdmin, ShownAdmin):
    form = ParticipantForm
    inlines = (NameRows, TenureRows, MemberRows)
    list_display = ("name", "kind", "acts_for", "description")
    list_filter = ("kind",)
    list_select_related = ("acts_for",)
    search_help_text = "Any spelling of the name."


@admin.register(Tenure)
class TenureAdmin(ShownAdmin):
    """An office: what events show of it is in the person's name line."""

    actions = ()
    form = TenureForm
    list_display = ("office", "person", "organisation", "start", "end")
    list_select_related = ("person", "organisation")
    list_filter = (("end", admin.EmptyFieldListFilter),)
    search_fields = ("office", "person__names__name", "organisation__names__name")
    date_hierarchy = "start"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # added on the person's page

    def subject_of(self, obj: Tenure) -> Participant:
        return obj.person

    def delete_model(self, request: HttpRequest, obj: Tenure) -> None:
        request.person = obj.person  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponse:
        usual = super().response_delete(request, obj_display, obj_id)
        return self._preview(request.person) or usual  # type: ignore[attr-defined]


@admin.register(Membership)
class MembershipAdmin(DeskAdmin):
    form = MembershipForm
    list_display = ("member", "organisation", "start", "end")
    list_select_related = ("member", "organisation")
    list_filter = (("end", admin.EmptyFieldListFilter),)
    search_fields = ("member__names__name", "organisation__names__name")
    date_hierarchy = "start"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # added on the organisation's page
