"""A client that is told what a screen would show, without the time that rendering all of it takes.

Everything else happens as it does for a browser: addresses, middleware, permissions, the view, what it saves.
"""

from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler


class UnrenderedHandler(ClientHandler):
    def load_middleware(self, is_async=False):
        super().load_middleware(is_async)
        self._template_response_middleware.insert(0, self.unrendered)

    def unrendered(self, request, response):
        """Return an answer that stands for the screen, with its context and no content."""
        answer = HttpResponse(status=response.status_code, headers=response.headers)
        answer.context_data, answer.render = response.context_data, lambda: answer
        return answer


class UnrenderedClient(Client):
    """Its answers have a `context`, and content only where a view renders a page itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.handler = UnrenderedHandler(self.handler.enforce_csrf_checks)

    def request(self, **request):
        response = super().request(**request)
        response.context = getattr(response, "context_data", None) or response.context
        return response


def unrendered(user):
    """Such a client, signed in as the user."""
    client = UnrenderedClient()
    client.force_login(user)
    return client
