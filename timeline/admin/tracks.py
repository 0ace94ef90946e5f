"""Negotiation processes with their rounds, event types and topics."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from timeline.admin.desk import NamedRows, ShownAdmin
from timeline.forms.desk import DeskForm, TrackForm
from timeline.models.codes import EventType, Topic
from timeline.models.tracks import Round, Track


class RoundRows(NamedRows):
    model = Round
    form = DeskForm
    fields = ("number", "label")


@admin.register(Track)
class TrackAdmin(ShownAdmin):
    form = TrackForm
    inlines = (RoundRows,)
    list_display = ("name", "slug")
    search_fields = ("name", "summary")


class CodeListAdmin(ShownAdmin):
    """A code list: its labels may be edited, its codes come with the release."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(EventType)
class EventTypeAdmin(CodeListAdmin):
    form = DeskForm
    fields = ("label", "note")
    list_display = ("label", "family", "group", "cameo_code", "plover")
    list_filter = ("family", "quad_class")
    search_fields = ("label", "slug", "cameo_code", "plover_event")


@admin.register(Topic)
class TopicAdmin(CodeListAdmin):
    form = DeskForm
    fields = ("label",)
    list_display = ("label", "slug")
    search_fields = ("label", "slug")
