"""What the record's words and marks mean, and how pages look."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from timeline.codelists.tables import ATTENDANCES, FAMILIES, ROLES, event_types
from timeline.models.versions import PublicRecord
from timeline.presentation.addresses import prefixed
from timeline.presentation.marks import Mark
from timeline.views.answer import THEME_COOKIE, THEMES, answer, published, theme_of

A_YEAR = 365 * 24 * 60 * 60  # seconds
# Shape, family, name, what it says, an example in EDTF and as it is typed.
SHAPES = (
    (
        "time",
        "talks",
        "Exact time",
        "The source gives the minute or the hour.",
        "2025-05-16",
        "16 May 2025 13:35",
    ),
    (
        "day",
        "talks",
        "Exact day",
        "The day is known, the time is not.",
        "2025-05-16",
        "16 May 2025",
    ),
    (
        "days",
        "action",
        "Several exact days",
        "First and last day are known.",
        "2025-05-23/2025-05-25",
        "23-25 May 2025",
    ),
    (
        "about",
        "travel",
        "About this time",
        "“Morning”, “around 14 May”, or a day the source itself doubts.",
        "2025-05-14~",
        "about 14 May 2025",
    ),
    (
        "between",
        "action",
        "Some time between",
        "It happened once, between these two dates. Which day is not known, and no "
        "day is more likely than another.",
        "[2025-05-16..2025-05-22]",
        "between 16 and 22 May 2025",
    ),
    (
        "before",
        "agreement",
        "No later than",
        "“By 2 June”. The start is open.",
        "[..2025-06-02]",
        "by 2 June 2025",
    ),
    (
        "after",
        "proposal",
        "No earlier than",
        "“After 16 May”. The end is open.",
        "[2025-05-17..]",
        "after 16 May 2025",
    ),
    (
        "ongoing",
        "action",
        "Began then, still going on",
        "No end so far.",
        "2025-05-16/..",
        "since 16 May 2025",
    ),
)
FILLS = (
    (
        "confirmed",
        "Confirmed",
        "Sources of two or more independent outlets. The usual case, so lists do "
        "not say it.",
    ),
    ("reported", "Reported, one source", "One outlet, not yet confirmed by another."),
    (
        "disputed",
        "Disputed",
        "Sources contradict each other; the event's page says on what.",
    ),
    ("planned", "Planned", "Announced or scheduled for a date, or put off to another."),
    (
        "off",
        "Did not take place",
        "Announced, then cancelled or not held. Kept, because the announcement "
        "mattered.",
    ),
)


@published
def about(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """How dates, statuses, roles and kinds are written here."""
    types = event_types()
    context = {
        "shapes": [
            (Mark(shape, "confirmed", family), *words)
            for shape, family, *words in SHAPES
        ],
        "fills": [(Mark("day", fill, "talks"), *words) for fill, *words in FILLS],
        "families": [
            (family, [t for t in types if t.reader_family == family.slug])
            for family in FAMILIES
        ],
        "roles": ROLES,
        "attendances": ATTENDANCES,
    }
    return answer(request, "timeline/about.html", context)


class DisplayForm(forms.Form):
    """The reader's choice of looks, and where to go back to."""

    theme = forms.ChoiceField(choices=[(t, t) for t in ("auto", *THEMES)])
    next = forms.CharField(max_length=2000, required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose light or dark; kept in a cookie for a year and in no other place."""
    if request.method != "POST":
        return _choice(request)
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return _choice(request, status=400)
    response = HttpResponseRedirect(_back(request, form.cleaned_data["next"]))
    if form.cleaned_data["theme"] == "auto":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        THEME_COOKIE,
        form.cleaned_data["theme"],
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _choice(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """The form; a status of 400 adds what is wrong."""
    context = {"chosen": theme_of(request) or "auto", "problem": status != 200}
    return answer(request, "timeline/display.html", context, status=status)


def _back(request: HttpRequest, wanted: str) -> str:
    """The page to go back to: one of this site, else the chronology."""
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else prefixed("/display/")


def about_chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    raise Http404("Not built yet.")
