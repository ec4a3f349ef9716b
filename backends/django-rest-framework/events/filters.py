from django_filters import rest_framework as filters

from core.viewer import viewer_of
from directory.models import Member

from .models import Event, Rsvp


def visible_events(request):
    return Event.objects.visible_to(viewer_of(request))


def visible_members(request):
    return Member.objects.visible_to(viewer_of(request))


class EventFilter(filters.FilterSet):
    class Meta:
        model = Event
        fields = {
            "category": ["exact"], "state": ["exact"], "attendance": ["exact"], "marking": ["exact"], "series": ["exact"],
            "starts_at": ["exact", "gte", "lte"], "ends_at": ["exact", "gte", "lte"],
        }


class RsvpFilter(filters.FilterSet):
    event = filters.ModelChoiceFilter(queryset=visible_events)
    member = filters.ModelChoiceFilter(queryset=visible_members)

    class Meta:
        model = Rsvp
        fields = ["reply"]
