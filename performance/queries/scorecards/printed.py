"""What a scorecard prints, as small frozen values. Templates and exports are made from these."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from performance.figures import Period, Quantity
from performance.models import Framework


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Words that explain a figure, with the mark they are printed with ("Awaiting", "*", "")."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered footnote of the framework; ``address`` is empty where the paper gives none."""

    number: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a line prints: a figure, a reference, a statement or a note.

    To print it as the paper does: ``lead_in``, ``printed``, ``tail``, then, after the last of
    neighbours that share it, ``label`` in its brackets, then ``legend``. ``lead_in`` holds every
    word before the figure, a peer's abbreviation too ("Perception: WMP", "GM"), so nothing else
    need be added. Items of the wording are already said by the wording.

    ``kind`` is a states.PrintedKind, ``role`` a states.PrintRole, ``column`` a states.Column.
    ``printed`` is the figure with its unit ("40%", "2m18s") or bare, or the words; never empty,
    since what was not known on the day is left out. ``label`` is the period as the paper has it,
    else the default dress, or a reference's name; "" where none is printed.
    ``unlabelled`` says that the paper prints no period; where ``period`` is then a date, it is
    that of the paper. ``source_title`` and ``known_on`` say which approved submission, paper or
    data set it is from.
    ``qualified`` is the figure with its qualifier, for where the words around it are not read;
    ``is_later`` marks a figure newer than the paper's list, which no export of the paper holds.
    """

    kind: str
    role: str
    series: str
    organisation_name: str
    organisation_short: str
    is_peer: bool
    period: Period | None
    label: str
    quantity: Quantity | None
    unit_name: str
    printed: str
    lead_in: str
    tail: str
    legend: str
    missing: str
    standing: str
    source_title: str
    known_on: date | None
    bare: bool
    notes: tuple[NoteMark, ...]
    note_text: str
    column: str
    unlabelled: bool
    qualified: str = ""
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class GradeShown:
    """A placement's latest grade known on the day, or the reason why there is none.

    While ``regrading_since`` is set the grade is being computed again: never show it as current.
    ``assumed``, ``late`` and ``waiver`` must be said wherever the grade appears. ``revision`` is
    the one shown; another may stand by now where ``is_current`` is False.
    """

    grade: str
    reason: str
    sentence: str
    period_label: str
    assumed: bool
    waiver: str
    regrading_since: datetime | None
    period: Period | None = None
    late: bool = False
    revision: int | None = None
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator's row. ``under_number`` is the placement of which it is a sub-row.

    ``ungraded`` says why there is no grade where ``grade`` is None.
    """

    number: int
    placement_id: int
    indicator_id: UUID
    wording: str
    sub_row: str
    under_number: int | None
    wording_items: tuple[Item, ...]
    current: tuple[Item, ...]
    historical: tuple[Item, ...]
    notes: tuple[NoteMark, ...]
    footnote_numbers: tuple[int, ...]
    grade: GradeShown | None
    ungraded: str

    @property
    def name(self) -> str:
        """The wording with the sub-row's own words, for what names the row elsewhere."""
        return f"{self.wording} {self.sub_row}".rstrip()


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-objective with its lines; ``title`` is "" where the paper prints none."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A priority with the column headings that the paper prints for it."""

    code: str
    title: str
    current_heading: str
    historical_heading: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A framework's lines as at a date. ``counts`` holds the grades shown, none while
    regrading; ``force_name`` is whose scorecard it is."""

    framework: Framework
    as_at: date
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    counts: dict[str, int]
    force_name: str

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(
            line for section in self.sections for group in section.groups for line in group.lines
        )
