"""Lists over the rows of events. They are read here and written on the event's page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from timeline.admin.desk import DeskAdmin
from timeline.models.events import (
    Commitment,
    EventRelation,
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.sources import Citation
from timeline.models.tracks import Round


class ReadAdmin(DeskAdmin):
    """A list that is only read: the event's page writes these rows."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Participation)
class ParticipationAdmin(ReadAdmin):
    list_display = ("participant", "role", "attendance", "office", "event")
    list_filter = ("role", "attendance")
    list_select_related = ("participant", "event")
    search_fields = ("participant__names__name", "event__title", "office")
    date_hierarchy = "event__start_earliest"


@admin.register(Citation)
class CitationAdmin(ReadAdmin):
    list_display = ("event", "number", "source", "about", "stance")
    list_filter = ("about", "stance", "source_grade", "information_grade")
    list_select_related = ("event", "source__outlet")
    search_fields = ("quote", "translation", "source__title", "event__title")
    date_hierarchy = "source__published"


@admin.register(PlannedDate)
class PlannedDateAdmin(ReadAdmin):
    list_display = ("event", "date_text", "announced", "reason")
    list_filter = (("announced", admin.EmptyFieldListFilter),)
    list_select_related = ("event",)
    search_fields = ("event__title", "reason")
    date_hierarchy = "announced"


@admin.register(EventRelation)
class EventRelationAdmin(ReadAdmin):
    list_display = ("event", "kind", "target")
    list_filter = ("kind",)
    list_select_related = ("event", "target")
    search_fields = ("event__title", "target__title")
    date_hierarchy = "event__start_earliest"


@admin.register(EventTrack)
class EventTrackAdmin(ReadAdmin):
    list_display = ("event", "track", "round")
    list_filter = ("track",)
    list_select_related = ("event", "track", "round__track")
    search_fields = ("event__title", "track__name")
    date_hierarchy = "event__start_earliest"


@admin.register(Round)
class RoundAdmin(ReadAdmin):
    list_display = ("track", "number", "label")
    list_filter = ("track",)
    list_select_related = ("track",)
    search_fields = ("track__name", "label")


@admin.register(Commitment)
class CommitmentAdmin(ReadAdmin):
    list_display = ("what", "debtor", "beneficiary", "date_text", "status", "agreed_in")
    list_filter = ("status",)
    list_select_related = ("debtor", "beneficiary", "agreed_in")
    search_fields = ("what", "debtor__names__name", "beneficiary__names__name")
    date_hierarchy = "start_earliest"
