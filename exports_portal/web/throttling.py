"""How often may a program ask? Counted per process: a rough limit, and no write per answer."""

from django.core.cache import caches
from rest_framework import throttling


class AnonymousRate(throttling.AnonRateThrottle):
    cache = caches["process"]


class PersonRate(throttling.UserRateThrottle):
    cache = caches["process"]
