"""The words that figures wear on a scorecard, and what they say of their source."""

from performance.figures import LabelStyle, Period, Qualifier, Quantity, Unit, print_quantity
from performance.models import Observation, Statement
from performance.states import Missing


def words_of(known: Observation, unit: Unit, *, worded: bool = False, bare: bool = False) -> str:
    """A figure in its dress; its words or the reason where there is no number."""
    if known.quantity is None:
        return known.text or Missing(known.missing).label
    return dressed(known.quantity, unit, worded=worded, bare=bare)


def dressed(quantity: Quantity, unit: Unit, *, worded: bool = False, bare: bool = False) -> str:
    """The figure in its unit's dress.

    Without its qualifier where the words around it say that ("no less than 50%"), and without
    its sign where the paper leaves it off ("WMP 19% GM 7").
    """
    if worded:
        quantity = Quantity(quantity.value, quantity.high, Qualifier.EXACT, quantity.decimals)
    words = print_quantity(quantity, unit)
    return words.replace("%", "").removesuffix(unit.suffix) if bare else words


def paper_label(period: Period) -> str:
    """A period as the papers label it: "[2022/23]"."""
    return period.label(LabelStyle.PAPER, brackets=True)


def source_of(known: Observation | Statement) -> str:
    """What brought a figure or a statement: a published source, or an approved submission."""
    if known.brought_by is not None:
        return str(known.brought_by)
    return f"Submission approved on {known.known_on:%-d %B %Y}"
