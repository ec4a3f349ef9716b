from rest_framework import mixins
from rest_framework.exceptions import PermissionDenied

from core.pagination import Offsets
from core.views import RecordViewSet

from .filters import EventFilter, RsvpFilter
from .models import Event, Rsvp
from .serializers import EventSerializer, RsvpSerializer


class EventViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = EventSerializer
    pagination_class = Offsets
    filterset_class = EventFilter
    search_fields = ["title", "description", "theme", "location"]
    ordering_fields = ["starts_at", "ends_at", "title", "category", "state", "modified"]
    ordering = ["starts_at"]

    def get_queryset(self):
        return Event.objects.visible_to(self.viewer)


class RsvpViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = RsvpSerializer
    filterset_class = RsvpFilter
    search_fields = ["member__full_name"]
    ordering_fields = ["reply", "queue_position"]

    def get_queryset(self):
        return Rsvp.objects.visible_to(self.viewer).select_related("member", "event")

    def perform_update(self, serializer):
        if not self.viewer.is_self(serializer.instance.member_id):
            raise PermissionDenied("A reply is always your own.")
        serializer.save()
