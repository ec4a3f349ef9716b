from django.db import transaction
from rest_framework import serializers

from core.serializers import ViewerMixin, next_reference

from .models import Item


class ItemSerializer(ViewerMixin, serializers.ModelSerializer):
    author_name = serializers.CharField(source="author.full_name", default=None, read_only=True)
    organisation_name = serializers.CharField(source="author.organisation.name", default=None, read_only=True)

    class Meta:
        model = Item
        fields = [
            "id", "reference", "type", "topic", "title", "text", "anonymous", "author", "author_name", "organisation_name", "places",
            "hours_per_month", "cost_pence", "available_from", "available_until", "state", "created",
        ]
        read_only_fields = ["reference", "author"]

    def get_fields(self):
        fields = super().get_fields()
        changing = self.instance is not None and not isinstance(self.instance, list)
        if changing and not self.viewer.is_self(getattr(self.instance, "author_id", None)):
            # A moderator closes or withdraws what others have put up, and rewrites nothing.
            for name, field in fields.items():
                field.read_only = name != "state"
        return fields

    def validate(self, values):
        first, last = (values.get(name, getattr(self.instance, name, None)) for name in ("available_from", "available_until"))
        if first and last and last < first:
            raise serializers.ValidationError({"available_until": "This day is before the first one."})
        return values

    @transaction.atomic
    def create(self, values):
        values["state"] = Item.State.OPEN
        return super().create({**values, "author": self.viewer.member, "reference": next_reference(Item, "SB", 3)})

    def to_representation(self, item):
        row = super().to_representation(item)
        viewer = self.viewer
        if item.anonymous and not (viewer.is_self(item.author_id) or viewer.is_moderator):
            row["author"] = row["author_name"] = row["organisation_name"] = None
        elif item.author and not viewer.knows(item.author.organisation):
            row["organisation_name"] = None
        return row
