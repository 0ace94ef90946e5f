"""Renaming and merging: what it would change, why, and how far it is."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from timeline import merging
from timeline.admin.desk import DeskAdmin, ReasonForm
from timeline.admin.leading import preview_address
from timeline.admin.requested import key_of, keys_of, somebody
from timeline.forms.desk import NamedField
from timeline.forms.naming import Outlets, Participants, Places, Shelf, Tracks
from timeline.forms.rows import dress
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.republishing import Republishing
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track
from timeline.republishing import running
from timeline.republishing.differing import card_differences, preview, subjects
from timeline.republishing.showing import BY_NAME, in_the_way, shown_by
from timeline.reviewing import OWN_TEXT, may_publish, written_by

State = Republishing.State
LOOK_AGAIN = 2  # seconds between two looks at the progress
MOST_KEYS = 50
SHELVES: dict[type[Any], tuple[type[Shelf], str]] = {
    Participant: (Participants, "participants"),
    Location: (Places, "places"),
    Outlet: (Outlets, "outlets"),
    Track: (Tracks, "processes"),
}


class KeepForm(forms.Form):
    """Which one to keep."""

    def __init__(self, *args: Any, model: type[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "Its name and its address stay; the other becomes a spelling of it."
        field: forms.Field
        if model is Source:
            field = forms.CharField(max_length=1000, widget=forms.TextInput)
            words = "The web address of the document to keep, as it stands in the list."
        else:
            shelf, lookup = SHELVES[model]
            field = NamedField(shelf, lookup, required=True)
        field.label, field.help_text = "Keep", words
        dress(field)
        self.fields["into"] = field

    def clean_into(self) -> Any:
        into = self.cleaned_data["into"]
        if not isinstance(into, str):
            return into
        found = Source.objects.filter(url=into.strip()).first()
        if found is None:
            raise forms.ValidationError("No document has this address.")
        return found


@admin.register(Republishing)
class RepublishingAdmin(DeskAdmin):
    list_display = ("title", "state", "total", "editor", "created")
    list_filter = ("state", "kind")
    list_select_related = ("editor",)
    search_fields = ("title", "reason")
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("timeline.change_event"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # begun where something is renamed or merged

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What published something stays, as its record."""
        stopped = obj is not None and obj.state == State.FAILED
        return stopped and self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = path(
            "merge/", inside(self.merge_view), name="timeline_republishing_merge"
        )
        return [ours, *super().get_urls()]

    # Which one to keep.
    def merge_view(self, request: HttpRequest) -> HttpResponse:
        model = BY_NAME.get(request.GET.get("model", ""))
        goes = _rows(model, request.GET)[:1] if model in merging.MERGED else []
        if not goes:
            return self._nothing(request)
        assert model is not None
        self._refuse_strangers(request, model)
        form = KeepForm(request.POST or None, model=model)
        if request.method == "POST" and form.is_valid():
            into = form.cleaned_data["into"]
            return HttpResponseRedirect(
                preview_address(model, [goes[0].pk], into=into.pk)
            )
        return self._page(
            request, "merge", title=f"Merge {goes[0]} into another", form=form
        )

    # What it would do.
    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        job = _asked(request.GET)
        if job is None:
            return self._nothing(request)
        self._refuse_strangers(request, BY_NAME[job.model])
        job.also = self._also(request, job)
        form = ReasonForm(request.POST or None)
        plan = _plan(job)
        if request.method == "POST" and form.is_valid() and not _stops(job, plan):
            job.reason = form.cleaned_data["reason"]
            job.editor = somebody(request)
            job.save()
            return self._start(request, job)
        return self._preview_page(request, job, form, plan)

    def _also(self, request: HttpRequest, job: Republishing) -> list[int]:
        """The chosen ones among those with unpublished changes, but nobody's own."""
        chosen = list(
            shown_by(job).filter(
                pk__in=keys_of(request.POST.getlist("also")[:MOST_KEYS])
            )
        )
        own = written_by(request.user, chosen)
        for event in chosen:
            if event.pk in own:
                messages.error(request, f"“{event}” was left alone. {OWN_TEXT}")
        return [event.pk for event in chosen if event.pk not in own]

    def _preview_page(
        self,
        request: HttpRequest,
        job: Republishing,
        form: ReasonForm,
        plan: merging.Plan | None,
    ) -> HttpResponse:
        refused = plan is not None and bool(plan.refusals)
        model, *other = BY_NAME[job.model], *([job.keys[0]] if job.into else [])
        swap = preview_address(model, [job.into], into=other[0]) if job.into else ""
        return self._page(
            request,
            "preview",
            title=job.title,
            job=job,
            form=form,
            plan=plan,
            preview=None if refused else preview(job),
            swap=swap,
            blocked=request.method == "POST" and list(in_the_way(job)[:50]),
            at_once=job.total <= running.AT_ONCE,
            chosen=set(job.also),
            thing=model._meta.verbose_name,
            back=reverse(f"admin:timeline_{job.model}_changelist"),
        )

    # How far it is, and what came of it.
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        job = Republishing.objects.filter(pk=key_of(object_id) or 0).first()
        if job is None:
            return self._nothing(request)
        self._refuse_strangers(request, BY_NAME[job.model])
        if request.method == "POST":
            return self._start(request, job)
        killed = running.was_killed(job)
        working = job.state != State.DONE and job.state != State.FAILED and not killed
        response = self._page(
            request,
            "job",
            title=job.title,
            job=job,
            killed=killed,
            working=working,
            still="still" in request.GET,
            progress=running.progress_of(job),
        )
        if working and "still" not in request.GET:
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    def _start(self, request: HttpRequest, job: Republishing) -> HttpResponse:
        """Begin it, or go on with it."""
        try:
            running.start(job)
        except running.RepublishingRefused as error:
            messages.error(request, str(error))
        page = reverse("admin:timeline_republishing_change", args=[job.pk])
        return HttpResponseRedirect(page)

    # What they share.
    def _refuse_strangers(self, request: HttpRequest, model: type[Any]) -> None:
        wanted = ("timeline.change_event", f"timeline.change_{model._meta.model_name}")
        if not request.user.has_perms(wanted):
            raise PermissionDenied
        if request.method == "POST" and not may_publish(request.user):
            raise PermissionDenied

    def _nothing(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        messages.warning(request, "There is nothing of that kind to publish again.")
        return HttpResponseRedirect(reverse("admin:timeline_republishing_changelist"))

    def _page(
        self, request: HttpRequest, template: str, **said: Any
    ) -> TemplateResponse:
        may = may_publish(request.user)
        page = f"republishing/{template}"
        return self.desk_page(request, page, may_publish=may, **said)


def _rows(model: type[Any] | None, data: QueryDict) -> list[Any]:
    if model is None:
        return []
    return list(
        model._default_manager.filter(pk__in=keys_of(data.getlist("key")[:MOST_KEYS]))
    )


def _asked(data: QueryDict) -> Republishing | None:
    """The errand an address asks for, unsaved; None when it names nothing."""
    model = BY_NAME.get(data.get("model", ""))
    rows, into = _rows(model, data), keys_of(data.getlist("into")[:1])
    if model is None or not rows or (into and model not in merging.MERGED):
        return None
    job = Republishing(model=str(data["model"]), keys=[row.pk for row in rows])
    if into:
        job.kind, job.keys, job.into = Republishing.Kind.MERGE, job.keys[:1], into[0]
        if len(found := subjects(job)) != 2 or job.into == job.keys[0]:
            return None
        job.title = f"{found[0]} becomes {found[1]}"[:500]
    else:
        job.changes = [list(d) for row in rows for d in card_differences(row)]
        job.title = _title(job, rows)[:500]
    job.total = shown_by(job).count()
    return job


def _title(job: Republishing, rows: list[Any]) -> str:
    """``Turkey is now Türkiye``, or what was changed."""
    named = [(old, new) for what, old, new in job.changes if what == "Name"]
    if len(rows) == 1 and named:
        return f"{named[0][0]} is now {named[0][1]}"
    return f"{', '.join(str(row) for row in rows)}: changed"


def _plan(job: Republishing) -> merging.Plan | None:
    return merging.plan(*subjects(job)) if job.into else None


def _stops(job: Republishing, plan: merging.Plan | None) -> bool:
    """True when a merge cannot be done as things are."""
    return bool(plan and plan.refusals) or in_the_way(job).exists()
