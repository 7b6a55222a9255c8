"""How does a program get a file: what is said of its answer, and how is a wrong range refused?"""

from http import HTTPStatus

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.errors import PROBLEM_JSON, problem

RANGE = OpenApiParameter(
    "Range",
    location=OpenApiParameter.HEADER,
    description="One range of bytes, such as `bytes=0-1023`: then 206, or 416 when nothing of the "
    "file lies there.",
)


def handed_out(answer: HttpResponseBase, request: Request) -> HttpResponseBase:
    """The file, or the part of it that was asked for; that there is no such part is a problem."""
    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    if answer.status_code != status:
        return answer
    body = problem(status, title="The file has no such part", instance=request.path)
    place = {"Content-Range": answer.headers["Content-Range"]}
    return Response(body, status=status, content_type=PROBLEM_JSON, headers=place)
