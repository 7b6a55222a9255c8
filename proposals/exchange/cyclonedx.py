"""Which models and which hardware does a CycloneDX bill of materials name?

CycloneDX 1.5 and 1.6, JSON (ECMA-424): https://cyclonedx.org/docs/1.6/json/. What the file does not
say stays unanswered, and what has no field of a dossier is listed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proposals.exchange.foreign import as_object, as_objects, as_text, no_place, short
from proposals.exchange.found import Found, FoundRow, refused

SOURCE = "A CycloneDX bill of materials (JSON)"
VERSIONS = ("1.5", "1.6")
OLD = "This is CycloneDX {version}: export it as {versions}."
MODEL, DEVICE = "machine-learning-model", "device"
# CycloneDX property taxonomy, namespace cdx:device.
QUANTITY = "cdx:device:quantity"
# Who made it, the most exact first (`manufacturer` since 1.6).
MAKERS = ("manufacturer", "supplier")
# What is said about the file itself, or holds what is read one by one.
ASIDE = frozenset(
    {"$schema", "bomFormat", "specVersion", "serialNumber", "version", "components", "metadata"}
)
READ = frozenset({"type", "name", "version", "components", "bom-ref", "publisher", *MAKERS})


def found_in_cyclonedx(data: Mapping[str, Any]) -> Found:
    """Its models and devices; ImportRefused for another version, or what is no such file."""
    version = as_text(data.get("specVersion"))
    if version not in VERSIONS:
        said = {"version": short(version) or "of no version", "versions": " or ".join(VERSIONS)}
        raise refused(OLD.format(**said))
    rows: dict[str, list[FoundRow]] = {"components": [], "models": []}
    left_out = no_place("The file", data.keys() - ASIDE)
    for component in _components(data):
        kind, name = as_text(component.get("type")), as_text(component.get("name"))
        place = f"“{short(name) or 'without a name'}”"
        if kind == MODEL:
            rows["models"].append(_model(component, place, left_out))
        elif kind == DEVICE:
            rows["components"].append(_device(component, place, left_out))
        else:
            left_out.append(f"{place} ({short(kind)}): only models and devices have a place.")
    found = {kind: said for kind, said in rows.items() if said}
    return Found(source=SOURCE, rows=found, left_out=left_out, may_ask=True)


def _components(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What the file is about, and every component in it, also those within others."""
    subject = as_object(as_object(data.get("metadata"), "metadata").get("component"), "metadata")
    listed = [*([subject] if subject else []), *as_objects(data.get("components"), "components")]
    waiting = listed[::-1]
    while waiting:
        component = waiting.pop()
        place = f"“{short(as_text(component.get('name')))}”, components"
        waiting += reversed(as_objects(component.get("components"), place))
        yield component


def _model(component: Mapping[str, Any], place: str, left_out: list[str]) -> FoundRow:
    ancestors = as_objects(as_object(component.get("pedigree"), place).get("ancestors"), place)
    values = {"name": _called(component), "developer": _maker(component, place)}
    read = set(READ)
    if len(ancestors) == 1:
        values["base_model"] = _called(ancestors[0])
        read.add("pedigree")
    left_out += no_place(place, component.keys() - read)
    return _row(place, values)


def _device(component: Mapping[str, Any], place: str, left_out: list[str]) -> FoundRow:
    properties = as_objects(component.get("properties"), place)
    counted = [p.get("value") for p in properties if p.get("name") == QUANTITY]
    others = {str(p.get("name")) for p in properties if p.get("name") != QUANTITY}
    values = {"name": _called(component), "manufacturer": _maker(component, place)}
    if len(counted) == 1:
        values["quantity"] = as_text(counted[0])
    left_out += no_place(place, (component.keys() - READ - {"properties"}) | others)
    return _row(place, values)


def _row(place: str, values: Mapping[str, str]) -> FoundRow:
    return FoundRow(place=place, values={name: said for name, said in values.items() if said})


def _called(component: Mapping[str, Any]) -> str:
    """Name and version: a dossier has one field for both."""
    parts = (as_text(component.get("name")), as_text(component.get("version")))
    return " ".join(part for part in parts if part)


def _maker(component: Mapping[str, Any], place: str) -> str:
    named = (as_text(as_object(component.get(key), place).get("name")) for key in MAKERS)
    return next((name for name in named if name), as_text(component.get("publisher")))
