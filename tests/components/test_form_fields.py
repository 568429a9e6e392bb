"""Any form, printed by {{ form }}, in the dress of the GOV.UK Design System."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string


class Return(forms.Form):
    figure = forms.CharField(
        label="Figure", help_text="As printed: 38%.", error_messages={"required": "Enter a figure."}
    )
    calls = forms.DecimalField(label="Calls")
    why = forms.CharField(label="Why?", widget=forms.Textarea)
    seen = forms.DateField(label="Seen on")
    series = forms.ChoiceField(label="Series", choices=[("a", "Answered")])
    known = forms.ChoiceField(
        label="Is there a figure?",
        choices=[("y", "Yes"), ("n", "No")],
        widget=forms.RadioSelect,
        help_text="Say no if it is awaited.",
        error_messages={"required": "Say whether there is a figure."},
    )
    parts = forms.MultipleChoiceField(
        label="Parts", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label="I have checked it", help_text="Against the source.")
    sheet = forms.FileField(label="Workbook")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The part is larger than the whole.")


@pytest.fixture
def refused():
    return str(Return({}))


def control(page, name):
    (tag,) = re.findall(rf'<(?:input|select|textarea)[^>]*\bid="id_{name}"[^>]*>', page)
    return tag


@pytest.mark.parametrize(
    ("name", "dress"),
    [
        ("figure", "govuk-input"),
        ("calls", "govuk-input govuk-input--width-10"),
        ("why", "govuk-textarea"),
        ("seen", "govuk-input govuk-input--width-10"),
        ("series", "govuk-select"),
        ("sure", "govuk-checkboxes__input"),
        ("sheet", "govuk-file-upload"),
    ],
)
def test_each_control_wears_its_class(name, dress):
    assert re.search(r'class="([^"]*)"', control(str(Return()), name)).group(1) == dress


def test_a_wrong_control_says_so_and_points_to_its_hint_and_its_error(refused):
    tag = control(refused, "figure")
    assert re.search(r'class="([^"]*)"', tag).group(1) == "govuk-input govuk-input--error"
    assert 'aria-describedby="id_figure_helptext id_figure_error"' in tag
    for each in ("helptext", "error"):
        assert refused.count(f'id="id_figure_{each}"') == 1


def test_every_label_belongs_to_a_control_that_is_there(refused):
    targets = re.findall(r'<label[^>]*\bfor="([^"]+)"', refused)
    assert len(targets) == 11  # seven single controls, two radios, two checkboxes
    assert all(refused.count(f' id="{target}"') == 1 for target in targets)


def test_a_group_of_choices_stands_in_a_fieldset_with_its_question(refused):
    (opening,) = re.findall(r"<fieldset[^>]*id_known[^>]*>\s*<legend[^>]*>([^<]+)", refused)
    assert opening == "Is there a figure?"
    assert 'aria-describedby="id_known_helptext id_known_error"' in refused


def test_no_radio_button_claims_to_be_invalid(refused):
    radios = re.findall(r'<input type="radio"[^>]*>', refused)
    assert (len(radios), [tag for tag in radios if "aria-invalid" in tag]) == (2, [])


def test_a_number_is_typed_as_text_with_a_keyboard_of_figures(refused):
    tag = control(refused, "calls")
    assert ('type="text"' in tag, 'inputmode="decimal"' in tag, "step=" in tag) == (
        True,
        True,
        False,
    )


def test_a_hidden_field_wears_nothing():
    assert '<input type="hidden" name="version" id="id_version">' in str(Return())


def test_no_identifier_stands_twice(refused):
    ids = re.findall(r'\sid="([^"]+)"', refused)
    assert len(ids) == len(set(ids))


def test_what_was_typed_comes_back_exactly():
    typed = '(<50% good) & "DA>6%"\n  Poor <1'
    page = str(Return({"why": typed}))
    assert "(&lt;50% good) &amp; &quot;DA&gt;6%&quot;\n  Poor &lt;1</textarea>" in page


def test_the_summary_links_to_each_wrong_field_and_to_the_first_of_a_group(refused):
    form = Return({})
    summary = render_to_string("components/error_summary.html", {"form": form})
    links = re.findall(r'<a href="#([^"]+)"', summary)
    assert links == [
        "form-errors",
        "form-errors",
        "id_figure",
        "id_calls",
        "id_why",
        "id_seen",
        "id_series",
        "id_known_0",
        "id_parts_0",
        "id_sure",
        "id_sheet",
    ]
    assert all(refused.count(f' id="{link}"') == 1 for link in links)


def test_a_form_of_several_on_a_page_keeps_its_links_apart():
    summary = render_to_string("components/error_summary.html", {"form": Return({}, prefix="july")})
    assert re.findall(r'<a href="#([^"]+)"', summary)[:3] == [
        "july-form-errors",
        "july-form-errors",
        "id_july-figure",
    ]


def test_all_is_well_shows_no_summary():
    assert render_to_string("components/error_summary.html", {"form": Return()}).strip() == ""


def test_a_fault_outside_any_form_is_listed_too():
    fault = {"href": "#cell-b7", "text": "B7: 1o1 is not a number."}
    summary = render_to_string("components/error_summary.html", {"errors": [fault]})
    assert '<li><a href="#cell-b7">B7: 1o1 is not a number.</a></li>' in summary
