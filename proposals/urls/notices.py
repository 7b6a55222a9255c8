"""Where are the pages on which organizations look for each other?"""

from django.urls import path

from proposals.views import notice_answers, notices

ANSWER = "notices/<int:pk>/answers/<int:number>/"

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", notices.new_notice, name="new_notice"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/change/", notices.change_notice, name="change_notice"),
    path("notices/<int:pk>/close/", notices.close_notice, name="close_notice"),
    path("notices/<int:pk>/answer/", notice_answers.answer_notice, name="answer_notice"),
    path(ANSWER, notice_answers.notice_answer, name="notice_answer"),
    path(f"{ANSWER}withdraw/", notice_answers.withdraw, name="withdraw_answer"),
]
