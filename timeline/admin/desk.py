"""What every list and form of the desk shares: manners with hostile input, rows with
names, and publishing again what shows a renamed thing."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import DataError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from timeline.admin.showing import Again, events_showing, publish_again
from timeline.forms.book import keep_spelled
from timeline.forms.desk import SPELLINGS
from timeline.reviewing import may_publish

UNREADABLE = "That filter could not be read, so the whole list is shown."


class DeskAdmin(admin.ModelAdmin):
    """A list and a form of the desk."""

    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_as = False
    view_on_site = False

    class Media:
        js = ("timeline/editor/combobox.js",)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; a filter that nothing can read leads back to the whole list."""
        try:
            with _shielded(request):
                said = {"title": capfirst(str(self.opts.verbose_name_plural))}
                response = super().changelist_view(request, said)
                if request.method == "GET" and isinstance(response, TemplateResponse):
                    response.render()
                return response
        except (ValueError, OverflowError, DataError):
            if request.method != "GET" or not request.GET:
                raise
        messages.warning(request, UNREADABLE)
        return HttpResponseRedirect(request.path)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.replace("\x00", "")[:200]
        return super().get_search_results(request, queryset, term)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with it are its own rows: they need no permission of their own."""
        listed, counts, _, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected


def _shielded(request: HttpRequest) -> AbstractContextManager[Any]:
    """A transaction for what writes, and inside one, which an error would spoil.

    A list that is only looked at gets none: on SQLite it would hold up every editor.
    """
    if request.method == "POST" or transaction.get_connection().in_atomic_block:
        return transaction.atomic()
    return nullcontext()


class ByNameAdmin(DeskAdmin):
    """A list of things with spellings, searched by any of them."""

    search_fields = ("name",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.replace("\x00", "")[:200]
        if not term.strip():
            return queryset, False
        found = self.model._default_manager.spelled_like(term)
        return queryset.filter(pk__in=found.values("pk")), False

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        spelling, owner = SPELLINGS[self.model]
        keep_spelled(form.instance, spelling, owner)


class ShownAdmin(DeskAdmin):
    """A thing that published events show, so that renaming it has a second step."""

    actions = ("publish_again",)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if change and (form.changed_data or any(f.has_changed() for f in formsets)):
            self._say_how_many(request, form)

    def _say_how_many(self, request: HttpRequest, form: Any) -> None:
        count = events_showing(self.model, [form.instance.pk]).count()
        if not count:
            return
        events = (
            "1 published event shows"
            if count == 1
            else f"{count} published events show"
        )
        them = "it" if count == 1 else "them"
        renamed = {"name", "label", "title"} & set(form.changed_data)
        what = "the old name" if renamed else "what was here before"
        now = "the new one" if renamed else "what you changed"
        messages.warning(
            request,
            f"{events} {what}. Publish {them} again to show {now}: choose "
            "it in the list, then “Publish again the events that show these”.",
        )

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(
        description="Publish again the events that show these", permissions=["publish"]
    )
    def publish_again(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        events = events_showing(self.model, queryset.values_list("pk", flat=True))
        form = ReasonForm(request.POST if "apply" in request.POST else None)
        if not form.is_valid():
            count = events.count()
            return ask_reason(
                self,
                request,
                queryset,
                form,
                title=f"Publish {count} event{'' if count == 1 else 's'} again",
                button="Publish again",
                action="publish_again",
                listed=list(events[:50]),
            )
        done = publish_again(
            events,
            editor=request.user.get_username(),
            reason=form.cleaned_data["reason"],
        )
        report_again(request, done)
        return None


class ReasonForm(forms.Form):
    """Why: one line that readers see beside the new version."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="Readers see it in the list of changes.",
        error_messages={"required": "Say why: readers see the reason."},
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )


def ask_reason(
    door: DeskAdmin,
    request: HttpRequest,
    queryset: QuerySet[Any] | None,
    form: forms.Form,
    **said: Any,
) -> TemplateResponse:
    """The page between choosing and doing, with one box for the reason."""
    chosen = [] if queryset is None else list(queryset.values_list("pk", flat=True))
    context = {
        **door.admin_site.each_context(request),
        "opts": door.opts,
        "media": door.media,
        "form": form,
        "chosen": chosen,
        "checkbox": ACTION_CHECKBOX_NAME,
        **said,
    }
    return TemplateResponse(request, "admin/timeline/reason.html", context)


def report_again(request: HttpRequest, done: Again) -> None:
    """Say what publishing again did, and what it left alone."""
    plural = "" if done.versions == 1 else "s"
    messages.success(request, f"{done.versions} new version{plural} published.")
    if done.waiting:
        messages.warning(
            request,
            f"Left alone because of unpublished changes: {done.waiting}. Open and "
            "publish them yourself.",
        )
    for sentence in done.refused[:20]:
        messages.error(request, sentence)


class NamedFormSet(forms.BaseInlineFormSet):
    """Rows whose box for removal has a name of its own."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            widget = form.fields["DELETE"].widget
            what = form.instance if form.instance.pk else "this row"
            widget.attrs["aria-label"] = f"Remove {what}"


class NamedRows(admin.TabularInline):
    """Rows in which every box has a name of its own, for those who hear the page."""

    template = "admin/timeline/rows.html"
    formset = NamedFormSet
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        made = super().get_formset(request, obj, **kwargs)
        for name, field in made.form.base_fields.items():
            label = field.label or name.replace("_", " ")
            field.widget.attrs["aria-label"] = f"{self.opts.verbose_name}: {label}"
        return made
