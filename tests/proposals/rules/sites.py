"""At which site does the complete proposal run?"""

from decimal import Decimal

from proposals.content import Site
from proposals.content.sites import RemoteAccess


def site(**changes) -> Site:
    """A hall in Brazil with twice the power that its accelerators draw; nobody reaches it."""
    whole = {
        "name": "Porto Claro Compute Hall",
        "street": "Cais 4",
        "city": "Porto Claro",
        "country": "BR",
        "builder": "Brass Lattice Works",
        "builder_country": "US",
        "operator": "Porto Claro Operadora",
        "operator_country": "BR",
        "mw": Decimal("0.4"),
        "accelerator_count": 200,
        "accelerator_kw": Decimal(1),
        "remote_access": RemoteAccess.NONE,
    }
    return Site(**(whole | changes))
