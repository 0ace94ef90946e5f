"""About the data: the codebook, a contents page and a page for each chapter."""

from django.http import Http404, HttpRequest, HttpResponse

from timeline.codebook.book import CHAPTERS
from timeline.models.versions import PublicRecord
from timeline.views.answer import answer, published


@published
def about(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """The contents of the codebook."""
    return answer(request, "timeline/about.html", {"chapters": CHAPTERS.values()})


@published
def about_chapter(
    request: HttpRequest, chapter: str, *, public: PublicRecord
) -> HttpResponse:
    """One chapter, made of the registries in the reader's language."""
    found = CHAPTERS.get(chapter)
    if found is None:
        known = ", ".join(CHAPTERS)
        raise Http404(f"There is no chapter {chapter}. There is: {known}.")
    context = {
        "chapter": found,
        "sections": found.sections(),
        "chapters": CHAPTERS.values(),
    }
    return answer(request, "timeline/about_chapter.html", context)
