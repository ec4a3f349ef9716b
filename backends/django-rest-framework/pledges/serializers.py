from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied

from core.serializers import ViewerMixin, VisibleRelatedField
from directory.models import Member, Organisation

from .models import Commitment, Signature

#: A signature may be renewed when it is about a year old.
RENEWED_AFTER = timedelta(days=330)


class CommitmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Commitment
        fields = ["id", "number", "text", "approved_on", "language"]


class SignatureSerializer(ViewerMixin, serializers.ModelSerializer):
    commitment = serializers.SlugRelatedField("number", queryset=Commitment.objects.all())
    member = VisibleRelatedField(queryset=Member.objects.all(), required=False, allow_null=True)
    organisation = VisibleRelatedField(queryset=Organisation.objects.all(), required=False, allow_null=True)
    name = serializers.CharField(read_only=True)

    class Meta:
        model = Signature
        fields = ["id", "commitment", "signer", "member", "organisation", "name", "name_public", "signed_at", "withdrawn_at", "comment"]
        read_only_fields = ["signed_at"]
        validators = []

    def get_fields(self):
        fields = super().get_fields()
        if self.instance is not None:
            for name in ("commitment", "signer", "member", "organisation"):
                fields[name].read_only = True
        return fields

    def validate(self, values):
        if self.instance is not None:
            if self.instance.withdrawn_at:
                raise serializers.ValidationError({"withdrawn_at": "This signature has been withdrawn. Sign again instead."})
            if values.get("withdrawn_at"):
                values["withdrawn_at"] = timezone.now()
            return values
        viewer = self.viewer
        if values["signer"] == Signature.Signer.INDIVIDUAL:
            if values.get("member") not in (None, viewer.member):
                raise PermissionDenied("You sign for yourself.")
            values["member"], values["organisation"] = viewer.member, None
        else:
            organisation = values.get("organisation")
            if organisation is None or organisation.pk not in viewer.leads:
                raise PermissionDenied("Only a lead signs for an organisation.")
            values["member"] = None
        newest = Commitment.objects.order_by("-approved_on", "-pk").first()
        if values["commitment"] != newest:
            raise serializers.ValidationError({"commitment": "This is not the current text. Read the newest version first."})
        values.pop("withdrawn_at", None)
        return values

    @transaction.atomic
    def create(self, values):
        signer = {name: values[name] for name in ("commitment", "member", "organisation")}
        standing = Signature.objects.filter(**signer, withdrawn_at=None).first()
        if standing is None:
            return Signature.objects.create(**values, signed_by=self.viewer.member)
        if timezone.now() - standing.signed_at <= RENEWED_AFTER:
            raise serializers.ValidationError({"commitment": "This version is signed already."})
        return super().update(standing, {**values, "signed_by": self.viewer.member, "signed_at": timezone.now()})

    def to_representation(self, signature):
        row = super().to_representation(signature)
        viewer = self.viewer
        own = viewer.is_self(signature.member_id) or signature.organisation_id in viewer.leads
        if not own and not signature.is_shown:
            row["name"], row["member"], row["organisation"] = "", None, None
            del row["comment"]
        if not viewer.is_member:
            for name in ("member", "organisation", "withdrawn_at", "comment"):
                row.pop(name, None)
        return row
