"""Where do applicants answer and fetch their letter, and where does anyone verify one?"""

from django.urls import path

from reviews.views.applicants import letter, question
from reviews.views.criteria import rubric
from reviews.views.destinations import license_positions
from reviews.views.verifying import verification, verify, verify_file

app_name = "cases"

urlpatterns = [
    path("proposals/<int:pk>/questions/<int:question>/", question, name="question"),
    path("letters/<int:pk>/", letter, name="letter"),
    path("criteria/", rubric, name="criteria"),
    path("license-positions/", license_positions, name="license_positions"),
    path("verify/", verify, name="verify"),
    path("verify/file/", verify_file, name="verify_file"),
    path("verify/<str:code>/", verification, name="verification"),
]
