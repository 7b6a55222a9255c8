"""Where are the pages of a proposal?"""

from django.urls import path

from proposals.content.whole import written_sections
from proposals.views.certifications import certifications
from proposals.views.controls import security_requirements
from proposals.views.detail import detail
from proposals.views.downloads import (
    export,
    export_json,
    export_pdf,
    export_table,
    export_template,
    export_version,
    version_pdf,
)
from proposals.views.evidence import (
    attach_evidence,
    evidence,
    evidence_file,
    put_back_evidence,
    remove_evidence,
)
from proposals.views.imports import import_file, import_preview
from proposals.views.listing import new_proposal, own_proposals
from proposals.views.members import members
from proposals.views.record import new_record, record, remove, restore
from proposals.views.record_history import record_history
from proposals.views.sections import content_share_as_typed, section
from proposals.views.signing import sign_for
from proposals.views.submitting import check_and_submit, receipt, withdraw
from proposals.views.versions import version, version_changes

urlpatterns = [
    path("security-requirements/", security_requirements, name="security_requirements"),
    path("proposals/", own_proposals, name="list"),
    path("proposals/new/", new_proposal, name="new"),
    path("proposals/<int:pk>/", detail, name="detail"),
    *(
        path(f"proposals/<int:pk>/{key}/", section, {"section": key.value}, name=key.value)
        for key in written_sections()
    ),
    *(
        path(
            f"proposals/<int:pk>/{key}/history/",
            record_history,
            {"section": key.value},
            name=f"{key.value}_history",
        )
        for key in written_sections()
    ),
    path("proposals/<int:pk>/records/new/<str:kind>/", new_record, name="new_record"),
    path("proposals/<int:pk>/records/<uuid:record>/", record, name="record"),
    path("proposals/<int:pk>/records/<uuid:record>/remove/", remove, name="remove_record"),
    path(
        "proposals/<int:pk>/records/<uuid:record>/restore/<int:number>/",
        restore,
        name="restore_record",
    ),
    path("proposals/<int:pk>/hardware/share/", content_share_as_typed, name="content_share"),
    path("proposals/<int:pk>/evidence/", evidence, name="evidence"),
    path("proposals/<int:pk>/evidence/add/<uuid:record>/", attach_evidence, name="attach_evidence"),
    path("proposals/<int:pk>/evidence/<uuid:evidence>/", evidence_file, name="evidence_file"),
    path(
        "proposals/<int:pk>/evidence/<uuid:evidence>/remove/",
        remove_evidence,
        name="remove_evidence",
    ),
    path(
        "proposals/<int:pk>/evidence/<uuid:evidence>/put-back/",
        put_back_evidence,
        name="put_back_evidence",
    ),
    path("proposals/<int:pk>/export/", export, name="export"),
    path("proposals/<int:pk>/export/proposal.json", export_json, name="export_json"),
    path("proposals/<int:pk>/export/proposal.pdf", export_pdf, name="export_pdf"),
    path("proposals/<int:pk>/versions/<int:number>/proposal.pdf", version_pdf, name="version_pdf"),
    path("proposals/<int:pk>/export/<str:table>.<str:form>", export_table, name="export_table"),
    path(
        "proposals/<int:pk>/export/template/<str:table>.xlsx",
        export_template,
        name="export_template",
    ),
    path("proposals/<int:pk>/import/", import_file, name="import"),
    path("proposals/<int:pk>/import/<uuid:pending>/", import_preview, name="import_preview"),
    path("proposals/<int:pk>/members/", members, name="members"),
    path("proposals/<int:pk>/certifications/", certifications, name="certifications"),
    path("proposals/<int:pk>/certifications/<int:organization>/", sign_for, name="sign"),
    path("proposals/<int:pk>/submit/", check_and_submit, name="submit"),
    path("proposals/<int:pk>/receipt/", receipt, name="receipt"),
    path("proposals/<int:pk>/withdraw/", withdraw, name="withdraw"),
    path("proposals/<int:pk>/versions/<int:number>/", version, name="version"),
    path(
        "proposals/<int:pk>/versions/<int:number>/proposal.json",
        export_version,
        name="export_version",
    ),
    path(
        "proposals/<int:pk>/versions/<int:number>/changes/", version_changes, name="version_changes"
    ),
]
