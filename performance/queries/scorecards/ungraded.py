"""Why a row without a grade has none, in a sentence."""

MONITORED = "Monitored only: no direction is set."
OTHER_PERIODS = "Its figures are for other periods than the ones that are graded."
IN_WORDS = "Reported in words."
NOTHING_KNOWN = "No figure to grade was known on that day."


def why_ungraded(*, is_monitored: bool, has_figures: bool, has_words: bool) -> str:
    """The sentence for a row that was never graded.

    Args:
        is_monitored: it has parts, and none of them has a direction.
        has_figures: figures of it are shown all the same.
        has_words: it says something in words.
    """
    if is_monitored:
        return MONITORED
    if has_figures:
        return OTHER_PERIODS
    return IN_WORDS if has_words else NOTHING_KNOWN
