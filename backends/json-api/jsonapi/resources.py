"""The serializers of the project beside this one as resource objects: what points elsewhere is a relationship."""

from functools import cache

from rest_framework import serializers
from rest_framework_json_api.utils import get_related_resource_type, is_relationship_field

from board.serializers import ItemSerializer
from directory.models import Affiliation
from directory.serializers import MemberSerializer
from alerts.serializers import AlertSerializer, ResponseSerializer
from events.serializers import RsvpSerializer
from pledges.serializers import CommitmentSerializer
from publishing.models import Signatory
from publishing.serializers import StatementSerializer


def type_of(field):
    """The type that a relationship leads to; it takes a query to find out, so once for each field."""
    if not hasattr(field, "leads_to"):
        field.leads_to = get_related_resource_type(field)
    return field.leads_to


class Resource:
    """Laid over a serializer, which goes on working with bare keys: so its rules hold here as they are written there."""

    #: What the plain serializer copies from other records, and a document has with those records.
    beside = ()

    def to_representation(self, instance):
        row = super().to_representation(instance)
        return {name: value for name, value in row.items() if name not in self.beside}

    def to_internal_value(self, data):
        plain = dict(data)
        for name, field in self.fields.items():
            if name in plain and is_relationship_field(field):
                plain[name] = self._keys(name, field, plain[name])
        return super().to_internal_value(plain)

    def _keys(self, name, field, named):
        if isinstance(field, serializers.ManyRelatedField):
            return [self._key(name, field, one) for one in named] if isinstance(named, list) else named
        return None if named is None else self._key(name, field, named)

    def _key(self, name, field, one):
        """The key out of a resource identifier object."""
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise serializers.ValidationError({name: "A relationship names type and id."})
        if one.get("type") != type_of(field):
            raise serializers.ValidationError({name: f"This relationship leads to {type_of(field)}."})
        return one["id"]


class MemberResource(Resource):
    beside = ("organisation_name", "other_organisations")

    def get_fields(self):
        return {**super().get_fields(), "affiliations": serializers.PrimaryKeyRelatedField(many=True, read_only=True)}

    def to_representation(self, member):
        row = super().to_representation(member)
        row["affiliations"] = [one.pk for one in member.affiliations.all() if self.viewer.knows(one.organisation)]
        return row


class WithOrganisation(Resource):
    beside = ("organisation_name",)


class RsvpResource(Resource):
    beside = ("member_name",)


class ItemResource(Resource):
    def get_fields(self):
        # `type` is taken.
        fields = super().get_fields()
        fields["kind"] = fields.pop("type")
        fields["kind"].source = "type"
        return fields


class CommitmentResource(Resource):
    def get_fields(self):
        # What people call a version by is what tells it from others.
        return {**super().get_fields(), "id": serializers.CharField(source="number", read_only=True)}


class StatementResource(Resource):
    def get_fields(self):
        return {**super().get_fields(), "signatories": serializers.PrimaryKeyRelatedField(many=True, read_only=True)}

    def to_representation(self, statement):
        row = super().to_representation(statement)
        row["signatories"] = [one.pk for one in statement.signatories.all() if not self._hidden(one)]
        return row


class AffiliationSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Affiliation
        fields = ["id", "name", "title", "member", "organisation"]


class SignatorySerializer(serializers.ModelSerializer):
    class Meta:
        model = Signatory
        fields = ["id", "name"]


OWN_WAYS = {
    MemberSerializer: MemberResource,
    AlertSerializer: WithOrganisation,
    ResponseSerializer: WithOrganisation,
    RsvpSerializer: RsvpResource,
    ItemSerializer: ItemResource,
    CommitmentSerializer: CommitmentResource,
    StatementSerializer: StatementResource,
}


@cache
def as_resource(serializer):
    """The serializer with the layer that belongs over it."""
    layer = next((layer for plain, layer in OWN_WAYS.items() if issubclass(serializer, plain)), Resource)
    return type(serializer.__name__, (layer, serializer), {})
