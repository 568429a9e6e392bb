"""Import and export on a list's page: preview, then confirm exactly what was previewed."""

from hashlib import sha256

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst, slugify
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.results import RowResult

from performance.admin.transfer_forms import ConfirmForm, ExportForm, ImportForm
from performance.admin.waiting_files import SECONDS_KEPT, WaitingFiles
from performance.resources import FORMATS, FileRefused, faults_of, fingerprint

SALT = "performance.admin.transfer"
STALE = (
    "Nothing was imported: the data have changed since the preview. "
    "Look at this new preview and confirm it if it is still right."
)
GONE = "Nothing was imported: the preview is too old or is not yours. Choose the file again."


class Transfer(ImportExportMixin):
    """Import and export for a ReferenceAdmin, which names its resource in ``resource_classes``."""

    formats = FORMATS
    import_form_class = ImportForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    tmp_storage_class = WaitingFiles

    def has_import_permission(self, request):
        return self.administers(request)

    def has_export_permission(self, request):
        return self.administers(request)

    def get_export_filename(self, request, queryset, file_format):
        name = slugify(self.opts.verbose_name_plural)
        return f"{name}-{timezone.localdate()}.{file_format.get_extension()}"

    def get_import_data_kwargs(self, **options):
        return {"on": timezone.localdate()}

    def add_data_read_fail_error_to_form(self, form, fault):
        if isinstance(fault, FileRefused):
            form.add_error("import_file", str(fault))
        else:
            super().add_data_read_fail_error_to_form(form, fault)

    def import_action(self, request, **options):
        response = super().import_action(request, **options)
        context = response.context_data
        context["title"] = f"Import {self.opts.verbose_name_plural}"
        if result := context.get("result"):
            context["faults"] = faults_of(result)
            context["unchanged"] = result.totals[RowResult.IMPORT_TYPE_SKIP]
            file = context["form"].cleaned_data["import_file"]
            waiting = WaitingFiles(name=file.tmp_storage_name)
            if context.get("confirm_form") and result.rows:
                kind = context["form"].cleaned_data["format"]
                self.offer(context, request, result, waiting, kind, file.name)
            else:
                context.pop("confirm_form", None)
                waiting.remove()
        return response

    def offer(self, context, request, result, waiting, kind, file_name):
        """Put into ``context`` the form that confirms exactly this preview."""
        seal = signing.dumps(
            {
                "model": self.opts.label,
                "person": request.user.pk,
                "file": waiting.name,
                "digest": sha256(waiting.read()).hexdigest(),
                "kind": int(kind),
                "file_name": file_name,
                "changes": fingerprint(result),
            },
            salt=SALT,
        )
        context["confirm_form"] = ConfirmForm(initial={"seal": seal})

    @method_decorator(require_POST)
    def process_import(self, request, **options):
        if not self.has_import_permission(request):
            raise PermissionDenied
        changelist = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        sealed = self.unseal(request)
        if sealed is None:
            messages.error(request, GONE)
            return redirect(changelist)
        waiting = WaitingFiles(name=sealed["file"])
        dataset = FORMATS[sealed["kind"]]().create_dataset(waiting.read())
        with transaction.atomic():
            result = self.get_import_resource_classes(request)[0]().import_data(
                dataset,
                dry_run=False,
                rollback_on_validation_errors=True,
                user=request.user,
                file_name=sealed["file_name"],
                on=timezone.localdate(),
            )
            faults = faults_of(result)
            is_same = not faults and fingerprint(result) == sealed["changes"]
            if not is_same:
                transaction.set_rollback(True)
        if is_same:
            waiting.remove()
            messages.success(request, self.summary(result))
            return redirect(changelist)
        return self.preview_again(request, result, faults, waiting, sealed)

    def unseal(self, request) -> dict | None:
        """What the confirmation is of; None unless it is this person's, of this table and file."""
        try:
            sealed = signing.loads(request.POST.get("seal", ""), salt=SALT, max_age=SECONDS_KEPT)
            data = WaitingFiles(name=sealed["file"]).read()
        except (signing.BadSignature, FileNotFoundError):
            return None
        is_theirs = (sealed["model"], sealed["person"]) == (self.opts.label, request.user.pk)
        is_same_file = sha256(data).hexdigest() == sealed["digest"]
        return sealed if is_theirs and is_same_file else None

    def preview_again(self, request, result, faults, waiting, sealed):
        messages.error(request, STALE)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "media": self.media,
            "result": result,
            "faults": faults,
            "unchanged": result.totals[RowResult.IMPORT_TYPE_SKIP],
        }
        if result.rows and not faults:
            self.offer(context, request, result, waiting, sealed["kind"], sealed["file_name"])
        return TemplateResponse(request, [self.import_template_name], context)

    def summary(self, result) -> str:
        totals = result.totals
        return (
            f"{capfirst(self.opts.verbose_name_plural)}: {totals[RowResult.IMPORT_TYPE_NEW]} "
            f"added, {totals[RowResult.IMPORT_TYPE_UPDATE]} changed, "
            f"{totals[RowResult.IMPORT_TYPE_SKIP]} as they were."
        )
