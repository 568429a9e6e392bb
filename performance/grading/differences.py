"""What a comparison with a reference found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What a case that cannot be read or graded raises: it differs, and the rest is still compared.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the engine and the reference say otherwise of one case."""

    case: str
    what: str
    ours: object
    theirs: object

    def __str__(self):
        return f"{self.case}: {self.what} is {shown(self.ours)}, not {shown(self.theirs)}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared and what differs.

    Attributes:
        compared: how many cases (charts: series, runs, points and icons) by kind.
        differences: in the order of the file, several for a case.
        deliberate: where the engine differs on purpose, how often, by the name of the rule.
    """

    compared: Mapping[str, int]
    differences: tuple[Difference, ...]
    deliberate: Mapping[str, int] = field(default_factory=dict)

    @property
    def differing(self) -> int:
        """How many cases differ."""
        return len({difference.case for difference in self.differences})


def unreadable(case: object, raised: Exception) -> Difference:
    """A case that could not be read or graded."""
    return Difference(str(case), "the engine", f"{type(raised).__name__}: {raised}", "a result")


def shown(said: object) -> str:
    return "nothing" if said is None else str(said)
