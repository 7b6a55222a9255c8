"""Where do applicants answer and fetch their letter, and where does anyone verify one?"""

from django.urls import path

from reviews.views.applicants import letter, question, verification, verify
from reviews.views.criteria import rubric
from reviews.views.destinations import license_positions

app_name = "cases"

urlpatterns = [
    path("proposals/<int:pk>/questions/<int:question>/", question, name="question"),
    path("letters/<int:pk>/", letter, name="letter"),
    path("criteria/", rubric, name="criteria"),
    path("license-positions/", license_positions, name="license_positions"),
    path("verify/", verify, name="verify"),
    path("verify/<str:code>/", verification, name="verification"),
]
