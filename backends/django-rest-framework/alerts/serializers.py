"""Alerts are issued once and never changed: Update and Cancel are new messages that supersede older ones."""

import re
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from rest_framework import serializers

from core.exceptions import Conflict
from core.serializers import ViewerMixin, VisibleRelatedField, WordList, next_reference
from directory.models import Member, Organisation

from .models import Alert, Ask, ReadReceipt, Response

#: Labels from the narrowest to the widest.
WIDTH = [Alert.Tlp.RED, Alert.Tlp.AMBER_STRICT, Alert.Tlp.AMBER, Alert.Tlp.GREEN, Alert.Tlp.CLEAR]
SUPERSEDING = (Alert.Type.UPDATE, Alert.Type.CANCEL)


class AskSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ask
        fields = ["id", "text", "deadline", "effort_minutes"]


class AlertSerializer(ViewerMixin, serializers.ModelSerializer):
    identifier = serializers.CharField(required=False, max_length=100)
    status = serializers.ChoiceField(Alert.Status, required=False)
    audience = serializers.ChoiceField(Alert.Audience, required=False)
    categories = WordList(required=False, max_length=30)
    response_types = WordList(required=False, max_length=30)
    refers_to = WordList(required=False, max_length=20)
    risk_factors = WordList(required=False, max_length=30)
    crimes = WordList(required=False, max_length=30)
    asks = AskSerializer(many=True, required=False, max_length=20)
    organisation_name = serializers.CharField(source="organisation.name", default=None, read_only=True)
    addressees = VisibleRelatedField(queryset=Member.objects.all(), many=True, required=False)

    class Meta:
        model = Alert
        fields = [
            "id", "reference", "identifier", "sender", "situation", "status", "message_type", "audience", "kind", "tlp", "urgency",
            "severity", "certainty", "categories", "response_types", "event", "title", "body", "advice", "published_at", "begins_at",
            "expires_at", "refers_to", "country", "area", "risk_factors", "crimes", "verification", "source_grade", "information_grade",
            "decision_on", "asks", "content_warning", "exercise", "author", "author_name", "organisation", "organisation_name", "language",
            "translations", "current", "superseded_by", "addressees",
        ]
        read_only_fields = [
            "reference", "sender", "situation", "published_at", "author", "author_name", "organisation", "current", "superseded_by",
        ]

    def validate_identifier(self, identifier):
        if not re.fullmatch(r"[^\s,<&]+", identifier):
            raise serializers.ValidationError("CAP allows no spaces, commas, < or & here.")
        if Alert.objects.filter(identifier=identifier).exists():
            raise serializers.ValidationError("A message with this identifier has been issued.")
        return identifier

    def validate(self, values):
        tlp = values["tlp"]
        usual = {Alert.Tlp.RED: Alert.Audience.PRIVATE, Alert.Tlp.CLEAR: Alert.Audience.PUBLIC}
        audience = values.setdefault("audience", usual.get(tlp, Alert.Audience.RESTRICTED))
        if tlp == Alert.Tlp.RED and audience != Alert.Audience.PRIVATE:
            raise serializers.ValidationError({"audience": "TLP:RED is only for the people it names."})
        if audience == Alert.Audience.PUBLIC and tlp != Alert.Tlp.CLEAR:
            raise serializers.ValidationError({"audience": "Only TLP:CLEAR may be public."})
        values.setdefault("status", Alert.Status.EXERCISE if settings.DEMO else Alert.Status.ACTUAL)
        values.setdefault("message_type", Alert.Type.ALERT)
        return values

    @transaction.atomic
    def create(self, values):
        author = self.viewer.member
        asks, addressees = values.pop("asks", []), values.pop("addressees", [])
        before = self._referred(values)
        superseded = before if values["message_type"] in SUPERSEDING and values["status"] != Alert.Status.DRAFT else []
        addressees = self._addressed(values, addressees, before, superseded)
        reference = next_reference(Alert, "AL", 4)
        silent = values["status"] == Alert.Status.DRAFT or values["message_type"] in (Alert.Type.ACK, Alert.Type.ERROR)
        values.setdefault("identifier", f"cw-{secrets.token_hex(10)}")
        alert = Alert.objects.create(
            **values,
            reference=reference,
            sender="coalition",
            situation=before[0].situation if before else reference,
            author=author,
            author_name=author.full_name,
            organisation=author.organisation,
            current=not silent,
        )
        alert.addressees.set(addressees)
        for ask in asks:
            Ask.objects.create(alert=alert, **ask)
        Alert.objects.filter(pk__in=[one.pk for one in superseded]).update(current=False, superseded_by=alert)
        vars(self.viewer).pop("visible_alerts", None)
        return alert

    def _referred(self, values):
        """The messages that this one is about: known to its author, still current, and theirs to replace."""
        identifiers, kind = values.get("refers_to", []), values["message_type"]
        if kind == Alert.Type.ALERT:
            if identifiers:
                raise serializers.ValidationError({"refers_to": "A first message refers to no other."})
            return []
        if not identifiers:
            raise serializers.ValidationError({"refers_to": "Say which message this is about."})
        known = {one.identifier: one for one in Alert.objects.visible_to(self.viewer).filter(identifier__in=identifiers)}
        if len(known) < len(set(identifiers)):
            raise serializers.ValidationError({"refers_to": "There is no such message."})
        found = list(known.values())
        if kind in SUPERSEDING:
            for one in found:
                self._may_replace(one, values["tlp"])
        return found

    def _may_replace(self, alert, tlp):
        viewer = self.viewer
        by_me = viewer.is_self(alert.author_id)
        ours = alert.organisation_id is not None and alert.organisation_id == viewer.member.organisation_id
        if not (by_me or ours or viewer.is_convenor or viewer.is_lead):
            text = "Only its author, their organisation, a lead or the convenor may replace this message."
            raise serializers.ValidationError({"refers_to": text})
        if not alert.current:
            raise Conflict("Somebody has already replaced this message. Read the newer one first.")
        if WIDTH.index(tlp) > WIDTH.index(alert.tlp) and by_me:
            raise serializers.ValidationError({"tlp": "A wider label needs a second person."})

    def _addressed(self, values, people, before, superseded):
        """Who may read a private message. Whoever could read the message before must be able to read its replacement."""
        if values["audience"] != Alert.Audience.PRIVATE:
            return []
        people = people or [person for one in before for person in one.addressees.all()]
        if not people:
            raise serializers.ValidationError({"addressees": "Name the people this is for."})
        for one in superseded:
            if not one.named_only or not {person.pk for person in one.addressees.all()} <= {person.pk for person in people}:
                text = "Some who read the first message could not read this one. Issue a new message instead."
                raise serializers.ValidationError({"audience": text})
        return people

    def to_representation(self, alert):
        row = super().to_representation(alert)
        viewer = self.viewer
        if alert.organisation and not viewer.knows(alert.organisation):
            # Nor are its people named.
            row["organisation"] = row["organisation_name"] = row["author"] = None
            row["author_name"] = ""
        if row["author"] not in viewer.visible_members:
            row["author"] = None
        if not viewer.is_self(alert.author_id):
            del row["addressees"]
        if alert.superseded_by_id and alert.superseded_by_id not in viewer.visible_alerts:
            # Who may not read the newer message must not learn of it here.
            row["superseded_by"], row["current"] = None, True
        return row


class ReadReceiptSerializer(ViewerMixin, serializers.ModelSerializer):
    alert = VisibleRelatedField(queryset=Alert.objects.all())
    member = VisibleRelatedField(queryset=Member.objects.all(), required=False)

    class Meta:
        model = ReadReceipt
        fields = ["id", "alert", "member", "read_at"]
        read_only_fields = ["read_at"]
        validators = []

    def validate_member(self, member):
        if not self.viewer.is_self(member.pk):
            raise serializers.ValidationError("You note only what you have opened yourself.")
        return member

    def create(self, values):
        # Opening it again changes nothing.
        return ReadReceipt.objects.get_or_create(alert=values["alert"], member=self.viewer.member)[0]


class ResponseSerializer(ViewerMixin, serializers.ModelSerializer):
    alert = VisibleRelatedField(queryset=Alert.objects.all())
    ask = VisibleRelatedField(queryset=Ask.objects.all())
    organisation = VisibleRelatedField(queryset=Organisation.objects.all(), required=False)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Response
        fields = ["id", "alert", "ask", "organisation", "organisation_name", "choice", "note", "author", "modified"]
        read_only_fields = ["author"]
        validators = []

    def get_fields(self):
        fields = super().get_fields()
        if self.instance is not None:
            for name in ("alert", "ask", "organisation"):
                fields[name].read_only = True
        return fields

    def validate_organisation(self, organisation):
        if organisation.pk not in self.viewer.organisations:
            raise serializers.ValidationError("You answer for your own organisation.")
        return organisation

    def validate(self, values):
        if self.instance is not None:
            return {**values, "author": self.viewer.member, "modified": timezone.now()}
        organisation = values.setdefault("organisation", self.viewer.member.organisation)
        if organisation is None:
            raise serializers.ValidationError({"organisation": "There is no organisation that you could answer for."})
        if values["ask"].alert_id != values["alert"].pk:
            raise serializers.ValidationError({"ask": "This alert does not ask that."})
        if Response.objects.filter(ask=values["ask"], organisation=organisation).exists():
            raise serializers.ValidationError({"ask": "Your organisation has answered this already. Change that answer."})
        return {**values, "author": self.viewer.member}

    def to_representation(self, response):
        row = super().to_representation(response)
        # Who typed it is for the organisation itself and the convenor.
        if not (self.viewer.is_convenor or response.organisation_id in self.viewer.organisations):
            del row["author"]
        return row
