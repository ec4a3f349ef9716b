"""Conditions on people and organisations. None reaches a field that the viewer may not read."""

from django_filters import rest_framework as filters

from core.viewer import viewer_of

from .models import Member, Organisation


def visible_organisations(request):
    return Organisation.objects.visible_to(viewer_of(request))


class MemberFilter(filters.FilterSet):
    organisation = filters.ModelChoiceFilter(queryset=visible_organisations)

    class Meta:
        model = Member
        fields = {"active": ["exact"], "timezone": ["exact"], "confirmed_on": ["exact", "gte", "lte"]}


class OrganisationFilter(filters.FilterSet):
    class Meta:
        model = Organisation
        fields = ["sector", "membership", "nation", "town", "visibility"]
