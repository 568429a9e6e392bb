"""Units: what a figure counts, and how it is worn."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How figures of a unit are printed and read.

    COUNT "1,637" · PERCENT "40%" (stored as 40) · CLOCK "12m27s" (stored in seconds) ·
    SUFFIXED "15.4kg", "16 days" · PLAIN "0.7" (ratios and rates, thousands not parted).
    """

    COUNT = "count"
    PERCENT = "percent"
    CLOCK = "clock"
    SUFFIXED = "suffixed"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as figures know it. ``suffix`` is exactly what follows the number ("kg", " days").

    Raises:
        ValueError: a suffixed unit without a suffix, another with one, or a suffix that could be
            mistaken for part of the number.
    """

    name: str
    form: Form
    suffix: str = ""

    def __post_init__(self):
        object.__setattr__(self, "form", Form(self.form))
        if self.form != Form.SUFFIXED:
            if self.suffix:
                raise ValueError(
                    f"The unit “{self.name}” is worn as {self.form} and takes no suffix: "
                    "leave the suffix empty, or make the form “suffixed”."
                )
            return
        word = self.suffix.removeprefix(" ")
        if not word[:1].isalpha() or word != " ".join(word.split()):
            raise ValueError(
                f"The suffix “{self.suffix}” of the unit “{self.name}” cannot follow a number: "
                "it is at most one space, then words that begin with a letter, such as “kg” "
                "or “ days”."
            )
