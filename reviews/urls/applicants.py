"""Where do applicants answer and fetch their letter, and where does anyone verify one?"""

from django.urls import path

from reviews.views.applicants import letter, question, verification, verify

app_name = "cases"

urlpatterns = [
    path("proposals/<int:pk>/questions/<int:question>/", question, name="question"),
    path("letters/<int:pk>/", letter, name="letter"),
    path("verify/", verify, name="verify"),
    path("verify/<str:code>/", verification, name="verification"),
]
