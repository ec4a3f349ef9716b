"""Order and conditions that hold for every list."""

from rest_framework.filters import OrderingFilter


class StableOrderingFilter(OrderingFilter):
    """Two rows that are equal in the order asked for would otherwise swap between pages, or be on both."""

    def get_ordering(self, request, queryset, view):
        ordering = super().get_ordering(request, queryset, view)
        return [*(ordering or ()), "pk"]
