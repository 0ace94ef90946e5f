"""The doors: the editors' admin, files for machines, and pages in five languages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from timeline.urls import file_patterns, page_patterns

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include((file_patterns, "files"))),
    *i18n_patterns(
        path("", include((page_patterns, "timeline"))), prefix_default_language=False
    ),
]
handler500 = "timeline.views.health.error"
