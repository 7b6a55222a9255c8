"""What does the script of a grid ask and send?"""

import json
from uuid import uuid4

from exports_portal.web.typed import mark_of
from proposals.models import Proposal
from proposals.snapshot import content_of

JSON = {"accept": "application/json"}
NODE = {
    "name": "Juniper edge node",
    "category": "Server",
    "manufacturer": "Juniper Foundry Works",
    "quantity": "12",
}
COLUMNS = list(NODE)


def address(ready, *rest, section="hardware", query=""):
    return "/".join([f"/proposals/{ready.proposal.pk}/{section}/grid", *rest, ""]) + query


def rows(browser, ready, **where):
    return browser.get(address(ready, "rows", **where), headers=JSON).json()["rows"]


def row(columns, said, *, pk=None, revision=0):
    """A row as the script sends it: the texts in the order of the columns."""
    texts = [said.get(name) for name in columns]
    return {"id": str(pk or uuid4()), "revision": revision, "cells": texts}


def send(browser, user, ready, body, *rest, **where):
    """`rest` is what follows the address of the grid; its rows without it."""
    return browser.post(
        address(ready, *(rest or ("rows",)), **where),
        data=json.dumps({"written_by": mark_of(user), **body}),
        content_type="application/json",
        headers=JSON,
    )


def write(browser, user, ready, columns, sent, **where):
    return send(browser, user, ready, {"columns": columns, "rows": sent}, **where)


def components(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).components
