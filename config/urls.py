"""The two doors: the editors' admin and everything readers open."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("timeline.urls")),
]
handler500 = "timeline.views.health.error"
