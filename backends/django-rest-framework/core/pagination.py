"""The three styles of pages. None gives more than 200 records at once."""

from rest_framework import pagination


class Pages(pagination.PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Offsets(pagination.LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class Cursors(pagination.CursorPagination):
    """For lists that grow at the front while somebody reads on. The order is fixed by the view."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 200
