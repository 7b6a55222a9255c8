"""Where are the pages of applicants?"""

from proposals.urls.consortia import urlpatterns as consortia
from proposals.urls.notices import urlpatterns as notices
from proposals.urls.proposals import urlpatterns as proposals

app_name = "proposals"

urlpatterns = [*consortia, *notices, *proposals]
