"""Outlets, their documents, and where events cite them."""

from django.contrib import admin

from timeline.admin.desk import ShownAdmin
from timeline.forms.desk import OutletForm, SourceForm
from timeline.models.sources import Outlet, Source


@admin.register(Outlet)
class OutletAdmin(ShownAdmin):
    form = OutletForm
    list_display = ("name", "kind", "country", "group", "language")
    list_filter = ("kind", "language")
    list_select_related = ("country",)
    search_fields = ("name", "group", "homepage")


@admin.register(Source)
class SourceAdmin(ShownAdmin):
    form = SourceForm
    list_display = ("title_or_link", "outlet", "kind", "published", "language")
    list_filter = ("kind", "language")
    list_select_related = ("outlet",)
    search_fields = ("title", "url", "byline", "outlet__name")
    date_hierarchy = "published"

    @admin.display(description="source", ordering="title")
    def title_or_link(self, source: Source) -> str:
        return source.title or source.url or source.slug
