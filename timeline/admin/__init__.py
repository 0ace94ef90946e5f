"""The editors' door, one module a noun. Django finds the registrations from here."""

from django.contrib import admin

from timeline.admin import (
    accounts,
    events,
    imports,
    locations,
    participants,
    republishing,
    rows,
    sources,
    tracks,
)

admin.site.site_header = "Editors"
admin.site.site_title = "Editors"
admin.site.index_title = "The desk"
admin.site.enable_nav_sidebar = False

__all__ = [
    "accounts",
    "events",
    "imports",
    "locations",
    "participants",
    "republishing",
    "rows",
    "sources",
    "tracks",
]
