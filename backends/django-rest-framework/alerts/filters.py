from django_filters import rest_framework as filters

from core.viewer import viewer_of
from directory.filters import visible_organisations
from events.filters import visible_members

from .models import Alert, Ask, ReadReceipt, Response


def visible_alerts(request):
    return Alert.objects.visible_to(viewer_of(request))


def visible_asks(request):
    return Ask.objects.visible_to(viewer_of(request))


class AlertFilter(filters.FilterSet):
    organisation = filters.ModelChoiceFilter(queryset=visible_organisations)

    class Meta:
        model = Alert
        fields = {
            "status": ["exact"], "message_type": ["exact"], "audience": ["exact"], "kind": ["exact"], "tlp": ["exact"],
            "urgency": ["exact"], "severity": ["exact"], "certainty": ["exact"], "country": ["exact"], "verification": ["exact"],
            "situation": ["exact"], "identifier": ["exact"], "language": ["exact"], "published_at": ["exact", "gte", "lte"],
        }


class ReadReceiptFilter(filters.FilterSet):
    alert = filters.ModelChoiceFilter(queryset=visible_alerts)
    member = filters.ModelChoiceFilter(queryset=visible_members)

    class Meta:
        model = ReadReceipt
        fields = []


class ResponseFilter(filters.FilterSet):
    alert = filters.ModelChoiceFilter(queryset=visible_alerts)
    ask = filters.ModelChoiceFilter(queryset=visible_asks)
    organisation = filters.ModelChoiceFilter(queryset=visible_organisations)

    class Meta:
        model = Response
        fields = ["choice"]
