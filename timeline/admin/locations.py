"""Places, in their hierarchy."""

from django.contrib import admin

from timeline.admin.desk import ByNameAdmin, NamedRows, ShownAdmin
from timeline.forms.desk import LocationForm, LocationNameForm
from timeline.models.locations import Location, LocationName


class NameRows(NamedRows):
    model = LocationName
    form = LocationNameForm


@admin.register(Location)
class LocationAdmin(ByNameAdmin, ShownAdmin):
    form = LocationForm
    inlines = (NameRows,)
    list_display = ("name", "kind", "parent", "time_zone")
    list_filter = ("kind", "geo_precision")
    list_select_related = ("parent",)
    search_help_text = "Any spelling of the name."
