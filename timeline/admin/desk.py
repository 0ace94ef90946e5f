"""What every list and form of the desk shares: manners with hostile input, rows with
names, and the way to publishing again what shows a renamed thing."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import DataError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from timeline.admin.leading import merge_address, preview_address
from timeline.forms.book import follow_name, keep_spelled
from timeline.forms.desk import SPELLINGS
from timeline.merging import MERGED
from timeline.republishing.differing import looks_otherwise
from timeline.reviewing import may_publish

MOST_AT_ONCE = 50  # things whose events are published again together
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

    def desk_page(
        self, request: HttpRequest, template: str, **said: Any
    ) -> TemplateResponse:
        """A page of our own, with what every page of the desk shows."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            **said,
        }
        return TemplateResponse(request, f"admin/timeline/{template}.html", context)

    def nowhere(self, request: HttpRequest) -> HttpResponse:
        """To the list, from the address of a thing that is not there."""
        noun = self.opts.verbose_name
        messages.warning(request, f"There is no such {noun}. It may have been deleted.")
        changelist = f"admin:timeline_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(changelist))

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
        if change and "name" in form.changed_data:
            follow_name(form.instance, form.initial["name"])
        keep_spelled(form.instance, spelling, owner)


class ShownAdmin(DeskAdmin):
    """A thing that published events show, so that renaming it has a second step."""

    actions: tuple[str, ...] = ("publish_again", "merge_two")
    change_form_template = "admin/timeline/shown.html"

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.was_changed = change and bool(
            form.changed_data or any(f.has_changed() for f in formsets)
        )

    def subject_of(self, obj: Any) -> Any:
        """What events show of it."""
        return obj

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """To the preview of what readers would see otherwise, when that is anything."""
        usual = super().response_change(request, obj)
        changed = getattr(obj, "was_changed", False) and "_popup" not in request.POST
        return (changed and self._preview(self.subject_of(obj))) or usual

    def _preview(self, one: Any) -> HttpResponse | None:
        if not looks_otherwise(one):
            return None
        return HttpResponseRedirect(preview_address(type(one), [one.pk]))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    @admin.action(
        description="Publish again the events that show these", permissions=["publish"]
    )
    def publish_again(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[:MOST_AT_ONCE])
        return HttpResponseRedirect(preview_address(self.model, keys))

    @admin.action(description="Merge the two selected", permissions=["change"])
    def merge_two(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            messages.error(
                request, "Choose two: the one that goes and the one to keep."
            )
            return None
        address = preview_address(self.model, keys[1:], into=keys[0])
        return HttpResponseRedirect(address)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if self.model not in MERGED:
            actions.pop("merge_two", None)
        return actions

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and self.model in MERGED:
            context["merge_address"] = merge_address(self.model, obj.pk)
        return super().render_change_form(request, context, *args, **kwargs)


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
    return door.desk_page(
        request,
        "reason",
        form=form,
        chosen=chosen,
        checkbox=ACTION_CHECKBOX_NAME,
        **said,
    )


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
