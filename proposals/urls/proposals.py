"""Where are the pages of a proposal?"""

from django.urls import path

from proposals.content.sections import Section
from proposals.content.whole import written_sections
from proposals.views.activity import activity
from proposals.views.amending import amendment, drop
from proposals.views.calls import call_page, calls, eligibility
from proposals.views.certifications import ask_members_to_sign, certifications
from proposals.views.comments import (
    change_comment,
    comments,
    new_comment,
    remove_comment,
    settle_thread,
    thread,
)
from proposals.views.confidential import (
    confidential,
    confidential_record,
    mark,
    marking,
    take_back,
)
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
from proposals.views.grid import grid
from proposals.views.grid_writing import grid_remove, grid_restore, grid_rows
from proposals.views.imports import import_file, import_preview
from proposals.views.listing import new_proposal, own_proposals
from proposals.views.members import members
from proposals.views.presence_pages import grid_presence, record_presence
from proposals.views.previews import preview
from proposals.views.record import new_record, record, remove, restore
from proposals.views.record_history import record_history
from proposals.views.sections import content_share_as_typed, section
from proposals.views.signing import sign_for
from proposals.views.submitting import check_and_submit, receipt, withdraw
from proposals.views.versions import version, version_changes, versions

urlpatterns = [
    path("security-requirements/", security_requirements, name="security_requirements"),
    path("calls/", calls, name="calls"),
    path("calls/<slug:code>/", call_page, name="call"),
    path("calls/<slug:code>/eligibility/", eligibility, name="eligibility"),
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
        for key in (*written_sections(), Section.CONFIDENTIAL)
    ),
    path("proposals/<int:pk>/confidential/", confidential, name="confidential"),
    path(
        "proposals/<int:pk>/confidential/records/<uuid:record>/",
        confidential_record,
        name="confidential_record",
    ),
    path("proposals/<int:pk>/confidential/records/<uuid:record>/mark/", mark, name="mark"),
    path("proposals/<int:pk>/confidential/<uuid:marking>/", marking, name="marking"),
    path("proposals/<int:pk>/confidential/<uuid:marking>/take-back/", take_back, name="take_back"),
    path("proposals/<int:pk>/confidential/preview/<slug:who>/", preview, name="preview"),
    path("proposals/<int:pk>/records/new/<str:kind>/", new_record, name="new_record"),
    path("proposals/<int:pk>/records/<uuid:record>/", record, name="record"),
    path(
        "proposals/<int:pk>/records/<uuid:record>/presence/",
        record_presence,
        name="record_presence",
    ),
    path("proposals/<int:pk>/records/<uuid:record>/remove/", remove, name="remove_record"),
    path(
        "proposals/<int:pk>/records/<uuid:record>/restore/<int:number>/",
        restore,
        name="restore_record",
    ),
    path("proposals/<int:pk>/hardware/share/", content_share_as_typed, name="content_share"),
    path("proposals/<int:pk>/<slug:section>/grid/", grid, name="grid"),
    path("proposals/<int:pk>/<slug:section>/grid/presence/", grid_presence, name="grid_presence"),
    path("proposals/<int:pk>/<slug:section>/grid/rows/", grid_rows, name="grid_rows"),
    path("proposals/<int:pk>/<slug:section>/grid/remove/", grid_remove, name="grid_remove"),
    path("proposals/<int:pk>/<slug:section>/grid/restore/", grid_restore, name="grid_restore"),
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
    path("proposals/<int:pk>/activity/", activity, name="activity"),
    path("proposals/<int:pk>/comments/", comments, name="comments"),
    path("proposals/<int:pk>/comments/new/", new_comment, name="new_comment"),
    path("proposals/<int:pk>/comments/<uuid:thread>/", thread, name="thread"),
    path("proposals/<int:pk>/comments/<uuid:thread>/settle/", settle_thread, name="settle_thread"),
    path(
        "proposals/<int:pk>/comments/change/<uuid:comment>/", change_comment, name="change_comment"
    ),
    path(
        "proposals/<int:pk>/comments/delete/<uuid:comment>/", remove_comment, name="remove_comment"
    ),
    path("proposals/<int:pk>/members/", members, name="members"),
    path("proposals/<int:pk>/certifications/", certifications, name="certifications"),
    path("proposals/<int:pk>/certifications/ask/", ask_members_to_sign, name="ask_to_sign"),
    path("proposals/<int:pk>/certifications/<int:organization>/", sign_for, name="sign"),
    path("proposals/<int:pk>/submit/", check_and_submit, name="submit"),
    path("proposals/<int:pk>/receipt/", receipt, name="receipt"),
    path("proposals/<int:pk>/withdraw/", withdraw, name="withdraw"),
    path("proposals/<int:pk>/amendment/", amendment, name="amendment"),
    path("proposals/<int:pk>/amendment/drop/", drop, name="drop_amendment"),
    path("proposals/<int:pk>/versions/", versions, name="versions"),
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
