"""Publish again what shows a renamed or merged thing: go on with one that was stopped.

Without a number: every one that was stopped before its end, the oldest first.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.models.republishing import Republishing
from timeline.republishing.running import RepublishingRefused, run, was_killed


class Command(BaseCommand):
    """``manage.py republish 12``"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", nargs="?", type=int, help="Its number at the desk.")
        parser.add_argument("--lock", type=int, help="For the admin's own use.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for job in self._jobs(options["job"]):
                run(job, lock=options["lock"])
                self.say(job)
        except RepublishingRefused as error:
            raise CommandError(str(error)) from error

    def _jobs(self, key: int | None) -> list[Republishing]:
        if key is None:
            jobs = Republishing.objects.exclude(state=Republishing.State.DONE)
            return [job for job in jobs.order_by("pk") if was_killed(job)]
        job = Republishing.objects.filter(pk=key).first()
        if job is None:
            raise CommandError(f"There is no republishing {key}.")
        return [job]

    def say(self, job: Republishing) -> None:
        result = job.result
        self.stdout.write(
            f"{job}: {result['versions']} new versions, {result['left']} left alone."
        )
        for sentence in result["refused"]:
            self.stdout.write(f"Not published: {sentence}")
