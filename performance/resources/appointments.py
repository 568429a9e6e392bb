"""Appointments, in and out of files. People themselves come in by invitation, in no file."""

from accounts.models import User
from performance.models import Appointment, Indicator, Portfolio
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class AppointmentResource(ReferenceResource):
    person = Column("person", "person", Named(User, "email"))
    portfolio = Column("portfolio", "portfolio", Named(Portfolio))
    indicator = Column("indicator", "indicator", Named(Indicator))

    joined = ("person", "portfolio", "indicator")

    class Meta:
        model = Appointment
        fields = ("person", "role", "body", "portfolio", "indicator", "starts", "ends")
        import_id_fields = ("person", "role", "portfolio", "indicator", "starts")
