"""Which sections can be written, and with which forms?"""

from collections.abc import Callable

from django.http import QueryDict

from proposals.content import ProposalContent
from proposals.forms.hardware import hardware_forms
from proposals.forms.layers import layers_forms
from proposals.forms.markets import markets_forms
from proposals.forms.operations import operations_forms
from proposals.forms.overview import overview_forms
from proposals.forms.parties import parties_forms
from proposals.forms.section import SectionForms
from proposals.forms.support import support_forms

FormsOf = Callable[[ProposalContent, QueryDict | None], SectionForms]

SECTION_FORMS: dict[str, FormsOf] = {
    "overview": overview_forms,
    "layers": layers_forms,
    "hardware": hardware_forms,
    "markets": markets_forms,
    "operations": operations_forms,
    "parties": parties_forms,
    "support": support_forms,
}
