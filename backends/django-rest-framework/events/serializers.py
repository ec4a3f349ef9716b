from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied

from alerts.models import Alert
from core.serializers import ViewerMixin, VisibleRelatedField, next_reference
from directory.models import Member

from .models import Event, Rsvp


class EventSerializer(ViewerMixin, serializers.ModelSerializer):
    alert = VisibleRelatedField(queryset=Alert.objects.all(), allow_null=True, required=False)

    class Meta:
        model = Event
        fields = [
            "id", "reference", "category", "title", "state", "all_day", "local_start", "local_end", "zone", "starts_at", "ends_at",
            "first_day", "last_day", "attendance", "location", "join_link", "seats", "marking", "chatham_house", "description", "theme",
            "chair", "note_taker", "agenda", "minutes", "cancellation_reason", "series", "original_start", "revision", "alert", "modified",
        ]
        read_only_fields = ["reference", "revision"]

    def validate(self, values):
        starts, ends = (values.get(name, getattr(self.instance, name, None)) for name in ("starts_at", "ends_at"))
        if starts and ends and ends <= starts:
            raise serializers.ValidationError({"ends_at": "The meeting must end after it begins."})
        if not self.viewer.is_convenor:
            if self.instance or values["category"] != Event.Category.URGENT:
                raise PermissionDenied("Only the convenor calls this kind of meeting.")
            values["state"] = Event.State.PLANNED
        return values

    @transaction.atomic
    def create(self, values):
        return super().create({**values, "reference": next_reference(Event, "MT", 3)})

    @transaction.atomic
    def update(self, event, values):
        event = super().update(event, {**values, "revision": event.revision + 1, "modified": timezone.now()})
        event.fill_seats()
        return event

    def to_representation(self, event):
        row = super().to_representation(event)
        # Everybody sees the meeting, and only some the alert that it is about.
        if row["alert"] not in self.viewer.visible_alerts:
            row["alert"] = None
        return row


class RsvpSerializer(ViewerMixin, serializers.ModelSerializer):
    event = VisibleRelatedField(queryset=Event.objects.all())
    member = VisibleRelatedField(queryset=Member.objects.all(), required=False)
    member_name = serializers.CharField(source="member.full_name", read_only=True)

    class Meta:
        model = Rsvp
        fields = ["id", "event", "member", "member_name", "reply", "queue_position", "access_needs"]
        read_only_fields = ["queue_position"]
        # The own member is filled in below, after REST framework would have looked for a second reply.
        validators = []

    def validate_member(self, member):
        if not self.viewer.is_self(member.pk):
            raise serializers.ValidationError("A reply is always your own.")
        return member

    def validate(self, values):
        event = values.get("event") or self.instance.event
        if self.instance and event != self.instance.event:
            raise serializers.ValidationError({"event": "A reply stays with its meeting."})
        if event.state == Event.State.CANCELLED:
            raise serializers.ValidationError({"event": "This meeting has been cancelled."})
        values["member"] = self.viewer.member
        if not self.instance and event.rsvps.filter(member=self.viewer.member).exists():
            raise serializers.ValidationError("You have replied already. Change that reply.")
        return values

    @transaction.atomic
    def create(self, values):
        return self._seated(Rsvp(**values))

    @transaction.atomic
    def update(self, rsvp, values):
        for name, value in values.items():
            setattr(rsvp, name, value)
        return self._seated(rsvp)

    def _seated(self, rsvp):
        rsvp.queue_position = rsvp.event.seat(rsvp)
        rsvp.save()
        rsvp.event.fill_seats()
        rsvp.refresh_from_db()
        return rsvp

    def to_representation(self, rsvp):
        row = super().to_representation(rsvp)
        if not (self.viewer.is_convenor or self.viewer.is_self(rsvp.member_id)):
            del row["access_needs"]
        return row
