from rest_framework import mixins
from rest_framework.exceptions import PermissionDenied

from core.pagination import Offsets
from core.views import RecordViewSet

from .models import Item
from .serializers import ItemSerializer


class ItemViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = ItemSerializer
    pagination_class = Offsets
    # Not by author: that would tell who wrote an anonymous item.
    filterset_fields = {
        "type": ["exact"], "topic": ["exact"], "state": ["exact"], "anonymous": ["exact"],
        "available_from": ["exact", "gte", "lte"], "available_until": ["exact", "gte", "lte"], "created": ["exact", "gte", "lte"],
    }
    search_fields = ["title", "text", "reference"]
    ordering_fields = ["created", "title", "topic", "state", "available_from", "available_until"]
    ordering = ["-created"]

    def get_queryset(self):
        return Item.objects.visible_to(self.viewer).select_related("author__organisation")

    def perform_update(self, serializer):
        if not self.viewer.is_self(serializer.instance.author_id) and not self.viewer.is_moderator:
            raise PermissionDenied("An item is changed by who put it up.")
        serializer.save()
