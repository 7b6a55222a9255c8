"""Does every form say what it asks, what is wrong, and where?"""

import pytest
from django import forms
from django.http import QueryDict

from exports_portal.web.widgets import MoneyInput
from tests.web.gallery import EveryFieldForm
from tests.web.html import fragment, hrefs, texts


def rendered(form):
    return fragment(str(form))


def named(tree, name):
    return tree.find(f"[name={name}]")[0]


def test_every_field_has_a_label_or_a_legend_with_the_word_required():
    tree = rendered(EveryFieldForm())
    assert texts(
        tree, "label.usa-label, legend.usa-legend, .usa-checkbox__label[for=id_certified]"
    ) == [
        "Legal name (required)",
        "Summary",
        "Country (required)",
        "Signed on (required)",
        "Value (required)",
        "Share",
        "Layer (required)",
        "Layers (required)",
        "I certify that this is true (required)",
        "Document",
    ]


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("legal_name", "usa-input"),
        ("summary", "usa-textarea"),
        ("country", "usa-select"),
        ("layer", "usa-radio__input"),
        ("layers", "usa-checkbox__input"),
        ("certified", "usa-checkbox__input"),
        ("document", "usa-file-input"),
    ],
)
def test_each_kind_of_field_has_its_class_of_the_design_system(name, css):
    assert named(rendered(EveryFieldForm()), name).get("class") == css


def test_a_class_set_by_the_form_stays_beside_the_one_of_the_design_system():
    class Narrow(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "usa-input--small"}))

    assert named(rendered(Narrow()), "code").get("class") == "usa-input--small usa-input"


def test_a_wrong_field_is_marked_and_points_to_its_hint_and_its_message():
    tree = rendered(EveryFieldForm({"value": "a lot"}))
    field = named(tree, "value")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "id_value_helptext id_value_error"
    assert tree.by_id("id_value_error").words == "Enter a number."
    assert field.get("value") == "a lot"


def test_a_group_of_radios_is_a_fieldset_that_points_to_its_message():
    tree = rendered(EveryFieldForm({}))
    group = named(tree, "layer").around("fieldset")
    assert group.get("aria-describedby") == "id_layer_error"
    assert texts(group, ".usa-radio__label") == ["Hardware", "Data pipelines", "Models"]


def test_every_line_of_the_summary_leads_to_a_control_that_exists():
    tree = rendered(EveryFieldForm({}))
    targets = hrefs(tree, "#error-summary a")
    assert targets == [
        "#id_legal_name",
        "#id_country",
        "#id_signed_on",
        "#id_value",
        "#id_layer_0",
        "#id_layers_0",
        "#id_certified",
    ]
    assert {tree.by_id(target[1:]).tag for target in targets} == {"input", "select"}


def test_a_message_about_the_whole_form_stands_in_the_summary():
    form = EveryFieldForm({})
    form.add_error(None, "The shares do not add up.")
    assert texts(rendered(form), "#error-summary li")[0] == "The shares do not add up."


def test_an_untouched_form_has_no_summary():
    assert rendered(EveryFieldForm()).find("#error-summary") == []


def test_what_people_type_is_shown_as_text_and_never_as_markup():
    tree = rendered(EveryFieldForm({"legal_name": "<script>alert(1)</script>", "value": "1"}))
    assert tree.find("script") == []
    assert named(tree, "legal_name").get("value") == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("$1,250,000.50", "1250000.50"),
        (" 12 ", "12"),
        ("twelve, or so", "twelve, or so"),
        ("", ""),
    ],
)
def test_dollars_are_read_with_separators_and_nonsense_is_kept_as_typed(typed, kept):
    data = QueryDict(mutable=True)
    data["value"] = typed
    assert MoneyInput().value_from_datadict(data, {}, "value") == kept


class CountriesForm(forms.Form):
    of_parties = forms.MultipleChoiceField(
        choices=[("AE", "United Arab Emirates"), ("Asia", [("JP", "Japan"), ("KR", "Korea")])]
    )


def test_a_list_of_which_several_are_chosen_is_what_django_writes():
    form = CountriesForm({"of_parties": ["KR", "AE"]})
    tree = rendered(form)
    control = named(tree, "of_parties")
    assert control.get("multiple") is not None
    assert [each.get("value") for each in tree.find("option[selected]")] == ["AE", "KR"]
    assert texts(control, "option") == ["United Arab Emirates", "Japan", "Korea"]
    assert tree.find("optgroup")[0].get("label") == "Asia"
    assert rendered(CountriesForm({})).find("option[selected]") == []
