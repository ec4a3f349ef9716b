from rest_framework import mixins
from rest_framework.exceptions import PermissionDenied

from core.pagination import Offsets
from core.permissions import IsConvenorOrReadOnly, IsMemberOrReadOnly
from core.views import RecordViewSet

from .models import Commitment, Signature
from .serializers import CommitmentSerializer, SignatureSerializer


class CommitmentViewSet(mixins.CreateModelMixin, RecordViewSet):
    """What has been signed does not change: a new text is a new version."""

    serializer_class = CommitmentSerializer
    permission_classes = [IsConvenorOrReadOnly]
    queryset = Commitment.objects.all()
    filterset_fields = ["number", "language"]
    ordering_fields = ["number", "approved_on"]
    ordering = ["number"]


class SignatureViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    serializer_class = SignatureSerializer
    permission_classes = [IsMemberOrReadOnly]
    pagination_class = Offsets
    # Not by person or organisation: that would tell who has signed without showing it.
    filterset_fields = {"commitment__number": ["exact"], "signer": ["exact"]}
    ordering_fields = ["signed_at"]
    ordering = ["signed_at"]

    def get_queryset(self):
        return Signature.objects.visible_to(self.viewer).select_related("commitment", "member", "organisation")

    def perform_update(self, serializer):
        signature = serializer.instance
        if not self.viewer.is_self(signature.member_id) and signature.organisation_id not in self.viewer.leads:
            raise PermissionDenied("A signature is changed by who signed.")
        serializer.save()
