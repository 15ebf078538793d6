"""The request as our views know it."""

from django.http import HttpRequest

from roster.models import User


class Request(HttpRequest):
    """A request by somebody who has signed in."""

    user: User
