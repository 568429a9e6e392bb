"""What all pages of the administration site have in common: rights, forms, the audit trail."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers, widgets
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.db import models
from django.forms import renderers
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from performance.models import AuditEvent, Commentary, Entry, ReturnedFigure
from performance.permissions import may
from performance.queries.audit.audit import handed_over
from performance.states import Action
from performance.workflow import reference_data
from performance.workflow.reference_checks import faults, in_words
from performance.workflow.reference_data import InUse

EVENTS_A_PAGE = 100
MOST_NAMED = 20
TYPED = (Entry, Commentary, ReturnedFigure)


class Lines(forms.CharField):
    """Text as typed; browsers send line ends as two characters, the record keeps one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class PlainForm:
    """Django's own field templates: the site's are dressed for the service's pages."""

    default_renderer = renderers.DjangoTemplates


class ActionForm(PlainForm, helpers.ActionForm):
    """Chooses what to do with the selected rows."""


class ReferenceForm(PlainForm, forms.ModelForm):
    """Checks a row against its neighbours too. ``by`` is who fills it in."""

    by = None

    def _post_clean(self):
        super()._post_clean()
        if self.errors or not self.has_changed():
            return
        for field, message in faults(self.instance, by=self.by).items():
            self.add_error(field if field in self.fields else None, message)

    def _update_errors(self, errors):
        super()._update_errors(in_words(errors))


class ReferenceFormSet(PlainForm, BaseInlineFormSet):
    """The rows of an inline."""


class ByAppointment:
    """Rights by an administrator's appointment, never by a flag or a group."""

    def administers(self, request) -> bool:
        return may(request.user, Action.ADMINISTER, on=timezone.localdate())

    def has_module_permission(self, request):
        return self.administers(request)

    def has_view_permission(self, request, obj=None):
        return self.administers(request)

    def has_add_permission(self, request, obj=None):
        return self.administers(request)

    def has_change_permission(self, request, obj=None):
        return self.administers(request)

    def has_delete_permission(self, request, obj=None):
        return self.administers(request)


class Typed:
    """Form fields that give text back as it was. ``verbatim`` names those whose spaces count."""

    form = ReferenceForm
    verbatim: tuple[str, ...] = ()
    formfield_overrides = {
        models.TextField: {
            "form_class": Lines,
            "strip": False,
            "widget": widgets.AdminTextareaWidget(attrs={"rows": 3}),
        },
        models.URLField: {"assume_scheme": "https", "widget": widgets.AdminURLFieldWidget},
    }

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name in self.verbatim:
            options["strip"] = False
        return super().formfield_for_dbfield(db_field, request, **options)


class ReferenceInline(ByAppointment, Typed, admin.TabularInline):
    """Rows that belong to another, edited on its page."""

    formset = ReferenceFormSet
    extra = 0
    show_change_link = True

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.form = type(formset.form.__name__, (formset.form,), {"by": request.user})
        return formset


class OurTrail:
    """The page of a row's history shows the audit trail; Django's own log is not written."""

    def log_addition(self, request, obj, message):
        """Nothing: the audit trail is the record."""

    def log_change(self, request, obj, message):
        """Nothing: the audit trail is the record."""

    def log_deletions(self, request, queryset):
        """Nothing: the audit trail is the record."""

    def history_view(self, request, object_id, extra_context=None):
        events = handed_over(
            AuditEvent.objects.filter(
                subject__in=(self.opts.verbose_name, self.opts.model_name),
                subject_id=unquote(object_id),
            )
        )
        paginator = self.get_paginator(request, events, EVENTS_A_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.num_pages > 1,
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, extra_context=context)


class ReferenceAdmin(ByAppointment, OurTrail, Typed, admin.ModelAdmin):
    """A table that administrators edit, each write through the workflow."""

    action_form = ActionForm
    list_per_page = 50
    save_on_top = True

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        return type(form.__name__, (form,), {"by": request.user})

    def get_queryset(self, request):
        """Read along what the rows' names need: pickers name rows as lists do."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def save_model(self, request, obj, form, change):
        reference_data.save(obj, by=request.user, on=timezone.localdate(), sets=sets_of(form))

    def save_formset(self, request, form, formset, change):
        rows = formset.save(commit=False)
        forms_of = {id(each.instance): each for each in formset.forms}
        writer = {"by": request.user, "on": timezone.localdate()}
        for row in formset.deleted_objects:
            reference_data.delete(row, **writer)
        for row in rows:
            reference_data.save(row, sets=sets_of(forms_of[id(row)]), **writer)

    def delete_model(self, request, obj):
        reference_data.delete(obj, by=request.user, on=timezone.localdate())

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except InUse as refused:
            self.message_user(request, str(refused), messages.ERROR)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[object_id]))

    def get_deleted_objects(self, objs, request):
        gone, counts, not_allowed, protected = super().get_deleted_objects(objs, request)
        # These name themselves by what was typed, in drafts too: said by their kind alone.
        typed = tuple(f"{capfirst(each._meta.verbose_name)}: " for each in TYPED)
        kinds = {each.partition(":")[0] for each in protected if each.startswith(typed)}
        protected = [each for each in protected if not each.startswith(typed)] + sorted(kinds)
        if len(protected) > MOST_NAMED:
            more = len(protected) - MOST_NAMED
            protected = [*protected[:MOST_NAMED], f"and {more} more"]
        return gone, counts, not_allowed, protected


def sets_of(form) -> dict:
    """The many-to-many choices that were made in ``form``, by field name."""
    return {
        field.name: form.cleaned_data[field.name]
        for field in form._meta.model._meta.many_to_many
        if field.name in form.cleaned_data
    }


class ReadOnly(ByAppointment):
    """To be looked at: what happened is written by the workflow alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RecordInline(ReadOnly, Typed, admin.TabularInline):
    """Rows that belong to a record."""

    extra = 0


class RecordAdmin(ReadOnly, OurTrail, Typed, admin.ModelAdmin):
    """A table that the workflow writes, to be read here."""

    actions = None
    list_per_page = 50

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows
