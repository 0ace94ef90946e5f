from django.apps import AppConfig
from django.core.checks import Tags, register

from timeline import checks


class TimelineConfig(AppConfig):
    name = "timeline"
    verbose_name = "Desk"

    def ready(self) -> None:
        register(checks.full_text_search, Tags.database)
        register(checks.site_address, deploy=True)
        register(checks.static_files, deploy=True)
