"""Says at the end how much of the permission matrix was walked, on one core or on many."""


def pytest_terminal_summary(terminalreporter):
    walked, deviations = set(), 0
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            said = dict(getattr(report, "user_properties", ()))
            walked.update(map(tuple, said.get("walked", ())))
            deviations += said.get("deviations", 0)
    if not walked:
        return
    pages, methods, people, states = (len({case[at] for case in walked}) for at in range(4))
    terminalreporter.write_line(
        f"WALKED: {pages} URLs × {methods} methods × {people} people (each role, own and other "
        f"portfolio, unappointed, superuser, anonymous) × {states} object states, as far as they "
        f"apply = "
        f"{len(walked)} cases, deviations {deviations}.",
        bold=True,
    )
