"""How printed figures stand side by side."""

from types import SimpleNamespace

from performance.templatetags.printed import runs


def item(printed, label="", *, lead_in="", tail="", kind="figure"):
    return SimpleNamespace(printed=printed, label=label, lead_in=lead_in, tail=tail, kind=kind)


def words(items):
    """What a reader sees, run by run."""
    return [
        " ".join(
            f"{piece['lead_in']} {piece['item'].printed}".strip()
            + ("" if piece["glued"] or not piece["item"].tail else " ")
            + piece["item"].tail
            + piece["after"]
            for piece in run["pieces"]
        )
        + (f" {run['label']}" if run["label"] else "")
        for run in runs(items)
    ]


def test_figures_under_one_label_share_it():
    items = [
        item("41%", "[Jan 24]", tail="retirement,"),
        item("15%", "[Jan 24]", tail="left"),
        item("9%", "[Jan 23]"),
    ]
    assert words(items) == ["41% retirement, 15% left [Jan 24]", "9% [Jan 23]"]


def test_the_papers_own_separators_are_not_doubled():
    items = [
        item("19%", lead_in="Perception: WMP"),
        item("7", lead_in="GM", tail=";"),
        item("9", lead_in="WY"),
    ]
    assert words(items) == ["Perception: WMP 19% GM 7; WY 9"]


def test_figures_without_words_between_them_are_parted():
    assert words([item("214"), item("114", lead_in="Met SLA:"), item("3")]) == [
        "214; Met SLA: 114; 3"
    ]


def test_a_run_does_not_begin_with_a_semicolon():
    assert words([item("34%", "[2020/21]"), item("54%", "[2019/20]", lead_in=";")]) == [
        "34% [2020/21]",
        "54% [2019/20]",
    ]


def test_a_note_stands_by_itself_without_a_label():
    items = [item("20,294", "[2022/23]"), item("*N.B. crimed", "[2022/23]", kind="note")]
    assert words(items) == ["20,294 [2022/23]", "*N.B. crimed"]


def test_nothing_printed_is_no_run():
    assert runs(()) == []
