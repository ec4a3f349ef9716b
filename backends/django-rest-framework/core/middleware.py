"""What is added to every answer."""


class NeverStored:
    """Answers are about people: no cache on the way, and no browser, keeps them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
