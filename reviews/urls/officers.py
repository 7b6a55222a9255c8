"""Which page of the review has which address?"""

from django.urls import path

from reviews.views import (
    calls,
    case,
    consultations,
    criteria,
    decision,
    declaration,
    findings,
    hit,
    lists,
    notices,
    questions,
    queue,
    rescreening,
    screening,
    steps,
    tracks,
)
from reviews.views.list_changes import changes
from reviews.views.list_decisions import ACCEPT_AGE, REJECT, RELEASE, decide
from reviews.views.owners import owners

app_name = "reviews"

CASE = "<slug:public_id>"

urlpatterns = [
    path("", queue.case_queue, name="queue"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.announce, name="new_call"),
    path("calls/<slug:code>/", calls.change, name="change_call"),
    path("lists/", lists.lists, name="lists"),
    path("lists/attempts/", lists.fetches, name="list_fetches"),
    path("lists/look/", lists.look_now, name="look_for_list"),
    path("lists/changes/", changes, name="list_changes"),
    path("lists/<int:pk>/", lists.version, name="list_version"),
    path("lists/<int:pk>/release/", decide, {"decision": RELEASE}, name="release_list"),
    path("lists/<int:pk>/accept-age/", decide, {"decision": ACCEPT_AGE}, name="accept_list_age"),
    path("lists/<int:pk>/reject/", decide, {"decision": REJECT}, name="reject_list"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:pk>/take-down/", notices.remove, name="take_down_notice"),
    path("rescreenings/", rescreening.rescreenings, name="rescreenings"),
    path("rescreenings/<int:pk>/", rescreening.rescreening, name="rescreening"),
    path(f"{CASE}/", case.case, name="case"),
    path(f"{CASE}/versions/", case.versions, name="versions"),
    path(f"{CASE}/criteria/", criteria.criteria, name="criteria"),
    path(f"{CASE}/version/", case.version, name="version"),
    path(f"{CASE}/version/<int:number>/", case.version, name="version_number"),
    path(f"{CASE}/version/<int:number>/changes/", case.version_changes, name="version_changes"),
    path(f"{CASE}/version/<int:number>/owners/<int:organization>/", owners, name="owners"),
    path(f"{CASE}/history/", case.history, name="history"),
    path(f"{CASE}/letters/<int:letter_id>/", case.letter, name="letter"),
    path(f"{CASE}/tracks/", tracks.tracks, name="tracks"),
    path(f"{CASE}/tracks/<slug:kind>/assign/", tracks.assign, name="assign_track"),
    path(f"{CASE}/tracks/<slug:kind>/conclude/", tracks.conclude, name="conclude_track"),
    path(f"{CASE}/tracks/<slug:kind>/reopen/", tracks.reopen, name="reopen_track"),
    path(f"{CASE}/lead/", tracks.lead, name="lead"),
    path(f"{CASE}/findings/", findings.findings, name="findings"),
    path(f"{CASE}/findings/raise/", findings.raise_one, name="raise_finding"),
    path(f"{CASE}/findings/<int:finding_id>/", findings.resolve, name="resolve_finding"),
    path(f"{CASE}/screening/", screening.screening, name="screening"),
    path(f"{CASE}/screening/progress/", screening.screening_progress, name="screening_progress"),
    path(f"{CASE}/screening/again/", screening.again, name="screen_again"),
    path(f"{CASE}/screening/hits/<int:hit_id>/", hit.hit, name="hit"),
    path(f"{CASE}/screening/evidence/<int:adjudication_id>/", hit.evidence, name="evidence"),
    path(f"{CASE}/evidence/<uuid:evidence>/", case.record_evidence, name="record_evidence"),
    path(f"{CASE}/consultations/", consultations.consultations, name="consultations"),
    path(f"{CASE}/consultations/<slug:agency>/", consultations.answer, name="answer_consultation"),
    path(
        f"{CASE}/consultations/<slug:agency>/no-comment/",
        consultations.no_comment,
        name="no_comment",
    ),
    path(f"{CASE}/questions/", questions.questions, name="questions"),
    path(f"{CASE}/declaration/", declaration.declaration, name="declaration"),
    path(f"{CASE}/declaration/<int:declaration_id>/lift/", declaration.lift, name="lift_conflict"),
    path(f"{CASE}/steps/designate/", decision.decide, {"step": "designate"}),
    path(f"{CASE}/steps/decline/", decision.decide, {"step": "decline"}),
    path(f"{CASE}/steps/ask/", questions.ask_applicant),
    path(f"{CASE}/steps/<slug:step>/", steps.take_step, name="step"),
]
