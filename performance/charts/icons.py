"""The icons of a control chart in plain words, after NHS Making Data Count."""

from performance.grading import Assurance, Variation

VARIATIONS = {
    Variation.COMMON_CAUSE: "The latest figure lies within what this series usually does.",
    Variation.IMPROVEMENT_HIGH: (
        "The latest figures run higher than chance explains, and higher is better."
    ),
    Variation.IMPROVEMENT_LOW: (
        "The latest figures run lower than chance explains, and lower is better."
    ),
    Variation.CONCERN_HIGH: (
        "The latest figures run higher than chance explains, and lower would be better."
    ),
    Variation.CONCERN_LOW: (
        "The latest figures run lower than chance explains, and higher would be better."
    ),
    Variation.NEUTRAL_HIGH: (
        "The latest figures run higher than chance explains; neither higher nor lower is better."
    ),
    Variation.NEUTRAL_LOW: (
        "The latest figures run lower than chance explains; neither higher nor lower is better."
    ),
    Variation.NOT_ENOUGH_VARIATION: (
        "Every figure is the same, so what is usual and what is not cannot be told apart."
    ),
}
ASSURANCES = {
    Assurance.PASS: (
        "Unless something changes, figures will keep meeting what the path expects: it lies "
        "outside the limits."
    ),
    Assurance.FAIL: (
        "Unless something changes, figures will keep missing what the path expects: it lies "
        "outside the limits."
    ),
    Assurance.HIT_AND_MISS: (
        "Figures will meet what the path expects at some times and miss it at others: it lies "
        "within the limits."
    ),
}


def variation_sentence(variation: Variation | None) -> str:
    """What the icon says; "" without one."""
    return VARIATIONS.get(variation, "")


def assurance_sentence(assurance: Assurance | None) -> str:
    """What the icon says; "" without one."""
    return ASSURANCES.get(assurance, "")
