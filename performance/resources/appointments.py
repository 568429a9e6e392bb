"""Appointments, in and out of files. People themselves come in by invitation, in no file."""

from datetime import date

from accounts.models import User
from performance.models import Appointment, Indicator, Portfolio
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Day, Named, text_of


class StoodInFor(Named):
    """The appointment that a deputy's stands in for, named by its person alone: all else of it is
    as in the deputy's own row."""

    def __init__(self):
        super().__init__(Appointment, "person__email", role="role")

    def clean(self, value, row=None, **kwargs):
        self.found = {}  # The same person may be stood in for in several appointments.
        self.by_then = Day().clean(row.get("starts"), row) or date.max
        self.part = {
            name: text_of(row.get(name)).strip() or None for name in ("portfolio", "indicator")
        }
        return super().clean(value, row, **kwargs)

    def _get(self, name, lookups):
        part = {
            f"{each}__code" if code else f"{each}__isnull": code or True
            for each, code in self.part.items()
        }
        rows = Appointment.objects.filter(deputises_for__isnull=True, **lookups, **part)
        found = rows.filter(starts__lte=self.by_then).order_by("-starts").first()
        if found is None:
            raise ValueError(
                f"“{name}” has no such appointment to stand in for by then. Add it first, or, if "
                "this file adds it, move its row above this one."
            )
        return found


class AppointmentResource(ReferenceResource):
    person = Column("person", "person", Named(User, "email"))
    portfolio = Column("portfolio", "portfolio", Named(Portfolio))
    indicator = Column("indicator", "indicator", Named(Indicator))

    deputises_for = Column("deputises_for", "deputises_for", StoodInFor())

    joined = ("person", "portfolio", "indicator", "deputises_for__person")
    above = ("deputises_for",)

    class Meta:
        model = Appointment
        fields = (
            *("person", "role", "body", "portfolio", "indicator", "starts", "ends"),
            "deputises_for",
        )
        import_id_fields = ("person", "role", "portfolio", "indicator", "starts")
