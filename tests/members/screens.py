"""Editing screens as a browser would send them back."""

from bs4 import BeautifulSoup
from django.urls import reverse

from tests.posting import untouched
from tests.unrendered import UnrenderedClient


def address(record, view="edit", *args):
    app, model = record._meta.app_label, record._meta.model_name
    return reverse(f"wagtailsnippets_{app}_{model}:{view}", args=[record.pk, *args])


def opened(client, url):
    """Return the values in the form on the screen, as `client.post` takes them."""
    response = client.get(url)
    unrendered = isinstance(client, UnrenderedClient)
    data = held(response.context) if unrendered else read(response.content)
    return data | ({"biography": "null"} if "biography" in data else {})


def held(context):
    """Return the values the form would hold if it were shown."""
    newest = context.get("newest")
    version = {"loaded_revision_id": str(newest.pk)} if newest else {}
    return untouched(context["form"]) | version


def read(html):
    form = BeautifulSoup(html, "html.parser").find(id="w-editor-form")
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if not name or "__prefix__" in name or kind in ("submit", "button"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            field = field.find("option", selected=True) or {"value": ""}
            data[name] = field["value"]
        elif field.name == "textarea":
            data[name] = field.text.removeprefix("\n")
        elif name in data:
            data[name] = [
                *([data[name]] if isinstance(data[name], str) else data[name]),
                field["value"],
            ]
        else:
            data[name] = field.get("value", "on" if kind == "checkbox" else "")
    return data


def add_row(data, formset, **fields):
    """One more row on the screen."""
    number = int(data[f"{formset}-TOTAL_FORMS"])
    row = {f"{formset}-{number}-{name}": value for name, value in fields.items()}
    row |= {f"{formset}-{number}-id": "", f"{formset}-{number}-DELETE": ""}
    return data | row | {f"{formset}-TOTAL_FORMS": str(number + 1)}


def add_tenure(data, tenure, **fields):
    """A row with the seat of the given tenure, whoever holds that."""
    number = int(data["tenures-TOTAL_FORMS"])
    roles = f"tenures-{number}-leadership_roles"
    data = data | {f"{roles}-TOTAL_FORMS": "0", f"{roles}-INITIAL_FORMS": "0"}
    seat = {
        "office": tenure.office_id,
        "jurisdiction": tenure.jurisdiction_id,
        "seat_label": tenure.seat_label,
    }
    names = ("title", "start", "end", "expected_end", "end_reason", "verified_on", "verified_by")
    row = seat | dict.fromkeys((*names, "source"), "") | {"began": "elected"}
    return add_row(data, "tenures", **(row | fields))
