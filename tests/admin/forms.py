"""What a browser posts from an administration page."""


def filled(page, **changes) -> dict:
    """The values of every field as the page shows them, line ends as browsers send them.

    ``changes`` are put in their places; None takes a field out, as an unticked box.
    """
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                shown = field.field.prepare_value(value)
                is_text = isinstance(shown, str)
                data[field.html_name] = shown.replace("\n", "\r\n") if is_text else shown
    data |= changes
    return {name: value for name, value in data.items() if value is not None}
