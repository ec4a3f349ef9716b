from django.db.models import Case, CharField, F, Q, Value, When
from rest_framework import mixins
from rest_framework.exceptions import PermissionDenied

from core.views import RecordViewSet

from .filters import MemberFilter, OrganisationFilter
from .models import Member, Organisation
from .serializers import (
    ConvenorMemberSerializer,
    ConvenorOrganisationSerializer,
    MemberSerializer,
    OrganisationSerializer,
)


class OrganisationViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    filterset_class = OrganisationFilter
    search_fields = ["name", "native_name", "latin_name", "short_name", "town"]
    ordering_fields = ["name", "short_name", "town", "nation", "sector", "membership", "visibility"]
    ordering = ["name"]

    def get_queryset(self):
        return Organisation.objects.visible_to(self.viewer)

    def get_serializer_class(self):
        return ConvenorOrganisationSerializer if self.viewer.is_convenor else OrganisationSerializer

    def perform_create(self, serializer):
        if not self.viewer.is_convenor:
            raise PermissionDenied("Only the convenor adds organisations.")
        serializer.save()

    def perform_update(self, serializer):
        if not self.viewer.is_convenor and serializer.instance.pk not in self.viewer.leads:
            raise PermissionDenied("Only its lead changes an organisation.")
        serializer.save()


class MemberViewSet(mixins.CreateModelMixin, mixins.UpdateModelMixin, RecordViewSet):
    filterset_class = MemberFilter
    search_fields = ["full_name", "native_name", "latin_name", "job_title", "searched_organisation"]
    ordering_fields = ["full_name", "native_name", "latin_name", "timezone", "job_title", "confirmed_on", "active"]
    ordering = ["full_name"]

    def get_queryset(self):
        known = Organisation.objects.visible_to(self.viewer)
        # Searching a name finds only people whose organisation this viewer may know.
        searched = Case(When(Q(organisation__in=known), then=F("organisation__name")), default=Value(""), output_field=CharField())
        members = Member.objects.visible_to(self.viewer).annotate(searched_organisation=searched)
        return members.select_related("organisation").prefetch_related("affiliations__organisation", "leads")

    def get_serializer_class(self):
        return ConvenorMemberSerializer if self.viewer.is_convenor else MemberSerializer

    def perform_create(self, serializer):
        if not self.viewer.is_convenor:
            raise PermissionDenied("Only the convenor adds people.")
        serializer.save()

    def perform_update(self, serializer):
        if not self.viewer.is_convenor and not self.viewer.is_self(serializer.instance.pk):
            raise PermissionDenied("A profile is changed by the person it is about.")
        serializer.save()
