"""Reference data in and out of spreadsheets. This is the one face: import resources from here."""

from performance.resources.appointments import AppointmentResource
from performance.resources.base import Fault, ReferenceResource, faults_of, fingerprint
from performance.resources.breaks import BreakResource, RebasingResource
from performance.resources.cycles import CycleResource
from performance.resources.formats import FORMATS, CsvFormat, WorkbookFormat
from performance.resources.frameworks import FrameworkResource, ObjectiveResource
from performance.resources.indicators import AccountabilityResource, IndicatorResource
from performance.resources.limits import ROWS, FileRefused, check_size
from performance.resources.notes import NoteResource
from performance.resources.organisations import OrganisationResource, PortfolioResource
from performance.resources.placements import PlacementResource, PrintedItemResource
from performance.resources.references import ReferenceValueResource
from performance.resources.series import PartResource, SeriesResource, UnitResource

# In the order in which an empty installation takes them: each names only what stands before it.
RESOURCES: tuple[type[ReferenceResource], ...] = (
    OrganisationResource,
    PortfolioResource,
    FrameworkResource,
    ObjectiveResource,
    IndicatorResource,
    AccountabilityResource,
    UnitResource,
    SeriesResource,
    PartResource,
    NoteResource,
    ReferenceValueResource,
    BreakResource,
    RebasingResource,
    PlacementResource,
    PrintedItemResource,
    CycleResource,
    AppointmentResource,
)

__all__ = [
    "FORMATS",
    "RESOURCES",
    "ROWS",
    "AccountabilityResource",
    "AppointmentResource",
    "BreakResource",
    "CsvFormat",
    "CycleResource",
    "Fault",
    "FileRefused",
    "FrameworkResource",
    "IndicatorResource",
    "NoteResource",
    "ObjectiveResource",
    "OrganisationResource",
    "PartResource",
    "PlacementResource",
    "PortfolioResource",
    "PrintedItemResource",
    "RebasingResource",
    "ReferenceResource",
    "ReferenceValueResource",
    "SeriesResource",
    "UnitResource",
    "WorkbookFormat",
    "check_size",
    "faults_of",
    "fingerprint",
]
