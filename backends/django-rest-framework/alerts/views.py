from rest_framework import mixins
from rest_framework.exceptions import PermissionDenied
from django_filters.rest_framework import DjangoFilterBackend

from core.pagination import Cursors, Offsets
from core.views import RecordViewSet

from .filters import AlertFilter, ReadReceiptFilter, ResponseFilter
from .models import Alert, ReadReceipt, Response
from .serializers import AlertSerializer, ReadReceiptSerializer, ResponseSerializer


class AlertViewSet(mixins.CreateModelMixin, RecordViewSet):
    """Issued means issued: there is no way to change an alert."""

    serializer_class = AlertSerializer
    pagination_class = Offsets
    filterset_class = AlertFilter
    search_fields = ["title", "body", "area", "event", "reference"]
    ordering_fields = ["published_at", "title", "reference", "severity", "urgency", "country"]
    ordering = ["-published_at"]

    def get_queryset(self):
        alerts = Alert.objects.visible_to(self.viewer).select_related("organisation")
        return alerts.prefetch_related("asks", "addressees")


class ReadReceiptCursors(Cursors):
    ordering = "-pk"


class ReadReceiptViewSet(mixins.CreateModelMixin, RecordViewSet):
    serializer_class = ReadReceiptSerializer
    pagination_class = ReadReceiptCursors
    filter_backends = [DjangoFilterBackend]
    filterset_class = ReadReceiptFilter

    def get_queryset(self):
        return ReadReceipt.objects.filter(member=self.viewer.member)


class ResponseViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = ResponseSerializer
    filterset_class = ResponseFilter
    ordering_fields = ["modified", "choice"]

    def get_queryset(self):
        return Response.objects.visible_to(self.viewer).select_related("organisation")

    def perform_update(self, serializer):
        if serializer.instance.organisation_id not in self.viewer.organisations:
            raise PermissionDenied("You answer for your own organisation.")
        serializer.save()
