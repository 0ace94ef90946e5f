"""Bringing in files: sent, read, tried, stored, and taken back when need be."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from timeline.admin.desk import DeskAdmin, ReasonForm
from timeline.admin.import_forms import (
    AgreeForm,
    NameForm,
    ReadForm,
    StoreForm,
    UploadForm,
    name_forms,
)
from timeline.admin.requested import key_of, page_of, somebody
from timeline.importing import running
from timeline.importing.applying import ImportRefused
from timeline.importing.names import agree_to_all
from timeline.importing.plan import summary
from timeline.importing.report import refused_rows
from timeline.importing.rows import ImportFileError, Reading
from timeline.models.imports import (
    ImportBatch,
    ImportedName,
    ImportedRow,
    ImportMapping,
)
from timeline.reviewing import may_publish_own

State = ImportBatch.State
Outcome = ImportedRow.Outcome
ROWS, NAMES = 50, 25  # on a page
LOOK_AGAIN = 3  # seconds between two looks at the progress
WORKING = {State.PLANNING, State.APPLYING, State.UNDOING}


@admin.register(ImportBatch)
class ImportBatchAdmin(DeskAdmin):
    list_display = ("file_name", "state", "total", "editor", "created")
    list_filter = ("state",)
    list_select_related = ("editor",)
    search_fields = ("file_name",)
    actions = None

    # Who may: one permission for the whole errand, beside that of adding events.
    def _may(self, request: HttpRequest) -> bool:
        wanted = ("timeline.import_events", "timeline.add_event")
        return bool(request.user.has_perms(wanted))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(
        self, request: HttpRequest, obj: ImportBatch | None = None
    ) -> bool:
        """What stored something stays, as its record."""
        stored = obj is not None and (obj.applied_at or obj.state in WORKING)
        return not stored and self._may(request)

    def delete_model(self, request: HttpRequest, obj: ImportBatch) -> None:
        running.file_of(obj).unlink(missing_ok=True)
        super().delete_model(request, obj)

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = [
            path("<int:pk>/read/", inside(self.read_view), name="timeline_import_read"),
            path(
                "<int:pk>/names/", inside(self.names_view), name="timeline_import_names"
            ),
            path(
                "<int:pk>/refused.csv",
                inside(self.report_view),
                name="timeline_import_report",
            ),
        ]
        return [*ours, *super().get_urls()]

    # 1. The file.
    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self._refuse_strangers(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                return self._receive(request, form)
        return self._page(request, "upload", title="Import events", form=form)

    def _receive(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        batch = running.receive(
            sent.chunks(running.PIECE), sent.name, editor=somebody(request)
        )
        return _to("timeline_import_read", batch)

    # 2. How it is read.
    def read_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse_strangers(request)
        batch = self._batch(request, pk)
        if batch is None:
            return _to_list()
        if batch.state in {*WORKING, State.APPLIED, State.UNDONE}:
            return _to("timeline_importbatch_change", batch)
        reading, trouble = _read(batch)
        form = ReadForm(
            request.POST or None,
            batch=batch,
            reading=reading,
            may_publish=may_publish_own(request.user),
        )
        if request.method == "POST" and form.is_valid():
            return self._read_as_said(request, batch, form)
        return self._page(
            request,
            "read",
            title=f"Import: {batch.file_name}",
            batch=batch,
            form=form,
            reading=reading,
            trouble=trouble,
            delimiter=_delimiter(reading),
        )

    def _read_as_said(
        self, request: HttpRequest, batch: ImportBatch, form: ReadForm
    ) -> HttpResponse:
        """Keep what was said; try the file when that was asked and it can be read."""
        form.take(batch)
        batch.save()
        if name := form.cleaned_data["save_as"]:
            ImportMapping.objects.create(
                name=name,
                headers=form.headers,
                mapping=batch.mapping,
                answers=batch.answers,
                created_by=somebody(request),
            )
            messages.success(request, f"The mapping is saved as “{name}”.")
        reading, trouble = _read(batch)
        waits = trouble or not reading or reading.questions or reading.problems
        if "_plan" not in request.POST or waits:
            return _to("timeline_import_read", batch)
        return self._start(request, batch, running.PLAN)

    # 3 and 4. What it would do, storing it, what it did.
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self._refuse_strangers(request)
        batch = self._batch(request, object_id)
        if batch is None:
            return _to_list()
        if request.method == "POST":
            return self._act(request, batch)
        if batch.state == State.UPLOADED:
            return _to("timeline_import_read", batch)
        return self._batch_page(request, batch)

    def _act(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Try again, store, or undo: as the button says."""
        if "_again" in request.POST:
            return self._start(request, batch, running.PLAN)
        if "_undo" in request.POST:
            undo = ReasonForm(request.POST, prefix="undo")
            if not undo.is_valid():
                return self._batch_page(request, batch, undo=undo)
            reason = undo.cleaned_data["reason"]
            return self._start(request, batch, running.UNDO, reason=reason)
        store = StoreForm(request.POST, instance=batch)
        if not store.is_valid():
            return self._batch_page(request, batch, store=store)
        ImportBatch.objects.filter(pk=batch.pk).exclude(
            state__in=[State.APPLIED, State.UNDONE, *WORKING]
        ).update(**store.cleaned_data)
        return self._start(request, batch, running.APPLY)

    def _start(
        self, request: HttpRequest, batch: ImportBatch, task: str, reason: str = ""
    ) -> HttpResponse:
        try:
            running.start(batch, task, editor=somebody(request), reason=reason)
        except (ImportRefused, ImportFileError) as error:
            messages.error(request, str(error))
        return _to("timeline_importbatch_change", batch)

    def _batch_page(
        self, request: HttpRequest, batch: ImportBatch, **forms: Any
    ) -> HttpResponse:
        killed = running.was_killed(batch)
        working = batch.state in WORKING and not killed
        chosen = request.GET.get("outcome", "")
        shown = batch.rows.all()
        if chosen in Outcome.values:
            shown = shown.filter(outcome=chosen)
        response = self._page(
            request,
            "batch",
            title=f"Import: {batch.file_name}",
            batch=batch,
            killed=killed,
            working=working,
            still="still" in request.GET,
            progress=running.progress_of(batch),
            outcomes=summary(batch),
            chosen=chosen,
            rows=None if working else page_of(request.GET, shown, ROWS),
            undecided=batch.names.filter(answer="", rows__gt=0).count(),
            names=batch.names.filter(rows__gt=0).count(),
            may_store=_may_store(batch, killed=killed),
            may_undo=batch.state == State.APPLIED or _undo_killed(batch, killed=killed),
            store=forms.get("store") or StoreForm(instance=batch),
            undo=forms.get("undo") or ReasonForm(prefix="undo"),
        )
        if working and "still" not in request.GET:
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    def names_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What to do about names that are not one known thing."""
        self._refuse_strangers(request)
        batch = self._batch(request, pk)
        if batch is None:
            return _to_list()
        if batch.state in {*WORKING, State.APPLIED, State.UNDONE}:
            return _to("timeline_importbatch_change", batch)
        if request.method == "POST" and "_all" in request.POST:
            return self._agree(request, batch)
        page = page_of(request.GET, batch.names.filter(rows__gt=0), NAMES)
        forms = name_forms(page.object_list, _with_offer(request))
        if request.method == "POST" and _all_valid(forms):
            for _, form in forms:
                form.save()
            if "_again" in request.POST:
                return self._start(request, batch, running.PLAN)
            return HttpResponseRedirect(request.get_full_path())
        return self._page(
            request,
            "names",
            title=f"Names in {batch.file_name}",
            batch=batch,
            page=page,
            forms=forms,
            agree=list(_agreements(batch)),
        )

    def _agree(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        shelf = request.POST.get("_all", "")
        if shelf in ImportedName.Shelf.values:
            form = AgreeForm(request.POST, shelf=shelf)
            if form.is_valid():
                names = batch.names.filter(shelf=shelf, rows__gt=0)
                data = form.cleaned_data
                lies_in = data.get("lies_in", "")
                done = agree_to_all(names, data["kind"], lies_in=lies_in)
                messages.success(request, f"{done} will be created.")
        return _to("timeline_import_names", batch)

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The refused rows as they were sent, with the reasons in a column of ours."""
        self._refuse_strangers(request)
        batch = self._batch(request, pk)
        if batch is None:
            return _to_list()
        response = StreamingHttpResponse(
            refused_rows(batch), content_type="text/csv; charset=utf-8"
        )
        name = slugify(batch.file_name.rpartition(".")[0]) or "rows"
        response["Content-Disposition"] = f'attachment; filename="{name}-refused.csv"'
        return response

    # What they share.
    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not self._may(request):
            raise PermissionDenied

    def _batch(self, request: HttpRequest, pk: int | str) -> ImportBatch | None:
        batch = ImportBatch.objects.filter(pk=key_of(str(pk)) or 0).first()
        if batch is None:
            messages.warning(request, "There is no such import.")
        return batch

    def _page(
        self, request: HttpRequest, template: str, **said: Any
    ) -> TemplateResponse:
        return self.desk_page(request, f"imports/{template}", **said)


def _to(name: str, batch: ImportBatch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=[batch.pk]))


def _to_list() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:timeline_importbatch_changelist"))


def _read(batch: ImportBatch) -> tuple[Reading | None, str]:
    """The file as it would be read now, or why it cannot be."""
    try:
        return running.reading_of(batch), ""
    except ImportFileError as error:
        return None, str(error)


def _delimiter(reading: Reading | None) -> str:
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    found = reading.dialect.delimiter if reading else ""
    return names.get(found, found)


def _with_offer(request: HttpRequest) -> Any:
    """The post, with an offered name put where its button says."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    box, found, text = data.get("_use", "").partition("=")
    if found and box.endswith("-use") and box in data:
        data[box] = text
        data[f"{box.removesuffix('-use')}-answer"] = ImportedName.Answer.USE
    return data


def _all_valid(forms: list[tuple[ImportedName, NameForm]]) -> bool:
    """Every one is asked, so that all errors are shown at once."""
    return False not in [form.is_valid() for _, form in forms]


def _agreements(batch: ImportBatch) -> Iterator[tuple[str, int, AgreeForm]]:
    """For each shelf with undecided names: its label, how many, one answer for all."""
    for shelf, label in ImportedName.Shelf.choices:
        open_ = batch.names.filter(
            shelf=shelf, answer="", several=False, rows__gt=0
        ).count()
        if open_:
            yield str(label), open_, AgreeForm(shelf=shelf)


def _may_store(batch: ImportBatch, *, killed: bool) -> bool:
    ready = batch.state in {State.PLANNED, State.FAILED}
    again = killed and batch.state == State.APPLYING
    return batch.planned_at is not None and (ready or again)


def _undo_killed(batch: ImportBatch, *, killed: bool) -> bool:
    return killed and batch.state == State.UNDOING
