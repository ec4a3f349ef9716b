"""The views of the project beside this one, speaking JSON:API. Who sees and may do what is decided there."""

from django_filters import rest_framework as plain_filters
from rest_framework.filters import SearchFilter
from rest_framework_json_api import django_filters, filters, pagination

from alerts.views import AlertViewSet, ReadReceiptViewSet, ResponseViewSet
from board.models import Item
from board.views import ItemViewSet
from core.filters import StableOrderingFilter
from core.permissions import IsMemberOrReadOnly
from core.views import RecordViewSet
from directory.models import Affiliation, Member, Organisation
from directory.views import MemberViewSet, OrganisationViewSet
from events.views import EventViewSet, RsvpViewSet
from pledges.views import CommitmentViewSet, SignatureViewSet
from publishing.models import Signatory, Statement
from publishing.views import PostViewSet, StatementViewSet

from .included import asked_for, check
from .media import DocumentParser, Negotiation
from .renderers import DocumentRenderer
from .resources import AffiliationSerializer, SignatorySerializer, as_resource


class Pages(pagination.JsonApiPageNumberPagination):
    page_size = 50
    max_page_size = 200


class Order(StableOrderingFilter, filters.OrderingFilter):
    """Refuses an order by what nobody may order by; the plain project passes it over."""


class Documents:
    """Laid over a view set."""

    renderer_classes = [DocumentRenderer]
    parser_classes = [DocumentParser]
    content_negotiation_class = Negotiation
    # JSON:API describes no answer to OPTIONS; what other origins ask before a request is answered in front of the views.
    metadata_class = None
    pagination_class = Pages
    filter_backends = [filters.QueryParameterValidationFilter, django_filters.DjangoFilterBackend, SearchFilter, Order]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        include = asked_for(request)
        check(self, include)
        self.include = include

    def sibling(self, kind):
        """The view of another type, for the same request; None where a type has no address."""
        if kind not in VIEWS:
            return None
        return VIEWS[kind](request=self.request, format_kwarg=None, action="list", args=(), kwargs={})

    def get_serializer_class(self):
        return as_resource(super().get_serializer_class())

    def get_success_headers(self, data):
        return {"Location": self.request.build_absolute_uri(f"{data['id']}/")}


class Members(Documents, MemberViewSet):
    pass


class Organisations(Documents, OrganisationViewSet):
    pass


class Events(Documents, EventViewSet):
    pass


class Rsvps(Documents, RsvpViewSet):
    pass


class Alerts(Documents, AlertViewSet):
    pass


class ReadReceipts(Documents, ReadReceiptViewSet):
    ordering_fields = []
    ordering = ["-pk"]


class Responses(Documents, ResponseViewSet):
    pass


class Commitments(Documents, CommitmentViewSet):
    lookup_field = "number"
    lookup_value_regex = "[^/]+"


class Signatures(Documents, SignatureViewSet):
    pass


class ItemFilter(plain_filters.FilterSet):
    # A resource object's `type` is something else.
    kind = plain_filters.ChoiceFilter(field_name="type", choices=Item.Type)

    class Meta:
        model = Item
        fields = {name: words for name, words in ItemViewSet.filterset_fields.items() if name != "type"}


class Items(Documents, ItemViewSet):
    filterset_class = ItemFilter


class Posts(Documents, PostViewSet):
    ordering_fields = []
    ordering = ["-pk"]


class Statements(Documents, StatementViewSet):
    pass


class Affiliations(Documents, RecordViewSet):
    """Further organisations that somebody works with: inside a member's record in the plain project."""

    serializer_class = AffiliationSerializer
    ordering_fields = []

    def get_queryset(self):
        members, known = Member.objects.visible_to(self.viewer), Organisation.objects.visible_to(self.viewer)
        return Affiliation.objects.filter(member__in=members, organisation__in=known).select_related("organisation")


class Signatories(Documents, RecordViewSet):
    """Who stands under a statement: inside the statement in the plain project."""

    serializer_class = SignatorySerializer
    permission_classes = [IsMemberOrReadOnly]
    ordering_fields = []

    def get_queryset(self):
        statements = Statement.objects.visible_to(self.viewer)
        hidden = Organisation.Visibility.HIDDEN
        return Signatory.objects.filter(statement__in=statements).exclude(organisation__visibility=hidden)


VIEWS = {
    "members": Members,
    "organisations": Organisations,
    "affiliations": Affiliations,
    "events": Events,
    "rsvps": Rsvps,
    "alerts": Alerts,
    "read-receipts": ReadReceipts,
    "responses": Responses,
    "commitments": Commitments,
    "signatures": Signatures,
    "items": Items,
    "posts": Posts,
    "statements": Statements,
    "signatories": Signatories,
}
