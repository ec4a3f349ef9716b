"""What each viewer sees of the directory, and what they may change."""

import re

from rest_framework import serializers

from core.serializers import ViewerMixin, VisibleRelatedField, WordList

from .models import LEVELS, PRIVATE_FIELDS, Affiliation, Member, Organisation


class OrganisationSerializer(ViewerMixin, serializers.ModelSerializer):
    """As its lead may change it."""

    strengths = WordList(required=False)
    countries = WordList(required=False)
    languages = WordList(required=False)
    contact = VisibleRelatedField(queryset=Member.objects.all(), allow_null=True, required=False)

    class Meta:
        model = Organisation
        fields = [
            "id", "name", "native_name", "latin_name", "short_name", "language", "sector", "about", "website", "town", "nation",
            "strengths", "countries", "languages", "visibility", "membership", "member_since", "contact",
        ]
        read_only_fields = ["sector", "membership", "member_since"]

    def validate_contact(self, contact):
        if contact and (self.instance is None or self.instance.pk not in contact.belongs_to()):
            raise serializers.ValidationError("The contact must belong to the organisation.")
        return contact

    def to_representation(self, organisation):
        row = super().to_representation(organisation)
        if row["contact"] not in self.viewer.visible_members:
            row["contact"] = None
        return row


class ConvenorOrganisationSerializer(OrganisationSerializer):
    class Meta(OrganisationSerializer.Meta):
        read_only_fields = []


class AffiliationSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Affiliation
        fields = ["organisation", "name", "title"]


class MemberSerializer(ViewerMixin, serializers.ModelSerializer):
    """As somebody may change their own profile."""

    organisation_name = serializers.CharField(source="organisation.name", default=None, read_only=True)
    other_organisations = AffiliationSerializer(source="affiliations", many=True, read_only=True)
    languages = WordList(required=False)
    expertise = WordList(required=False)
    countries = WordList(required=False)
    deputy = VisibleRelatedField(queryset=Member.objects.all(), allow_null=True, required=False)

    class Meta:
        model = Member
        fields = [
            "id", "full_name", "native_name", "latin_name", "script", *PRIVATE_FIELDS, "timezone", "organisation", "organisation_name",
            "job_title", "other_organisations", "leads", "confirmed_on", "away_until", "deputy", "active", "listed", "privacy",
        ]
        read_only_fields = ["organisation", "leads", "active"]

    def validate_phone(self, phone):
        if phone and not re.fullmatch(r"\+[0-9 ]{6,19}", phone):
            raise serializers.ValidationError("Enter a number that begins with + and the country's code.")
        return phone

    def validate_privacy(self, privacy):
        if not isinstance(privacy, dict) or not all(name in PRIVATE_FIELDS and level in LEVELS for name, level in privacy.items()):
            raise serializers.ValidationError("Choose for each field who may see it.")
        return privacy

    def to_representation(self, member):
        row = super().to_representation(member)
        viewer = self.viewer
        theirs = member.belongs_to()
        if not (viewer.is_convenor or viewer.is_self(member.pk)):
            least = LEVELS.index("organisation" if theirs & viewer.organisations else "members")
            for name in PRIVATE_FIELDS:
                level = member.privacy.get(name)
                if level not in LEVELS or LEVELS.index(level) < least:
                    del row[name]
            del row["listed"], row["privacy"]
        if not viewer.knows(member.organisation):
            row["organisation"] = row["organisation_name"] = None
        known = {one.organisation_id for one in member.affiliations.all() if viewer.knows(one.organisation)}
        row["other_organisations"] = [one for one in row["other_organisations"] if one["organisation"] in known]
        row["leads"] = [one.pk for one in member.leads.all() if viewer.knows(one)]
        if row["deputy"] not in viewer.visible_members:
            row["deputy"] = None
        return row


class ConvenorMemberSerializer(MemberSerializer):
    class Meta(MemberSerializer.Meta):
        read_only_fields = []
