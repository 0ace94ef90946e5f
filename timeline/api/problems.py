"""What is answered instead of data: problem details (RFC 9457), each kind named."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, NotRequired, TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timeline.selection import Problem

MEDIA_TYPE = "application/problem+json"
CHAPTER = "/about/api/"


class Kind(NamedTuple):
    """A kind of problem; its address is ``/about/api/#problem-<name>``."""

    status: int
    title: str
    meaning: str | Promise  # what to do, for the documentation
    retry_after: int = 0  # seconds


KINDS: dict[str, Kind] = {
    "parameters": Kind(
        400,
        "The address has parameters that cannot be used",
        _(
            "Nothing is answered rather than something else than was asked for. "
            "“parameters” names each one, with what to write instead."
        ),
    ),
    "not-found": Kind(
        404, "There is nothing here", _("No published event or name has this address.")
    ),
    "merged": Kind(
        301,
        "It was merged into another",
        _("Follow Location: the event is told there, and will be."),
    ),
    "method": Kind(
        405, "This address is only read", _("Use GET or HEAD. Nothing can be written.")
    ),
    "removed": Kind(
        410,
        "The event was removed",
        _("“detail” says when and why. Remove it from your copy too."),
    ),
    "range": Kind(
        416,
        "The file has no such part",
        _("Content-Range says how many bytes the file has."),
    ),
    "busy": Kind(
        503,
        "Too much is being asked at the moment",
        _("Ask again after the seconds that Retry-After says."),
        5,
    ),
    "slow": Kind(
        503,
        "This took too long and was stopped",
        _("Ask for fewer events: give dates, a process or a participant."),
        10,
    ),
    "down": Kind(
        503,
        "The database does not answer at the moment",
        _("Ask again after the seconds that Retry-After says."),
        5,
    ),
}


class WrongParameter(TypedDict):
    """A parameter that cannot be used."""

    name: str
    value: str
    title: str
    detail: str
    instead: list[str]  # queries that can be used


class ProblemDetails(TypedDict):
    """The body of every answer that is not data."""

    type: str
    title: str
    status: int
    detail: str
    parameters: NotRequired[list[WrongParameter]]


class ProblemError(Exception):
    """Ends an answer: raised where the problem is found, said at the door."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        problems: Sequence[Problem] = (),
        location: str = "",
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail
        self.problems, self.location = tuple(problems), location

    @property
    def status(self) -> int:
        return KINDS[self.kind].status

    @property
    def retry_after(self) -> int:
        return KINDS[self.kind].retry_after

    def details(self, *, base_url: str) -> ProblemDetails:
        """The body as JSON has it."""
        body = ProblemDetails(
            type=f"{base_url}{CHAPTER}#problem-{self.kind}",
            title=KINDS[self.kind].title,
            status=self.status,
            detail=self.detail,
        )
        if self.problems:
            body["parameters"] = [_wrong(problem) for problem in self.problems]
        return body


def refused(problems: Iterable[Problem]) -> ProblemError:
    """The refusal of an address; its ``detail`` is a line for each parameter."""
    found = tuple(problems)
    detail = "\n".join(problem.sentence for problem in found)
    return ProblemError("parameters", detail, problems=found)


def _wrong(problem: Problem) -> WrongParameter:
    return WrongParameter(
        name=problem.parameter,
        value=problem.value,
        title=problem.title,
        detail=problem.message,
        instead=[change.query for change in problem.changes],
    )
