"""Meetings, and who comes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class EventQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if not viewer.is_member:
            return self.none()
        return self if viewer.is_convenor else self.exclude(state=Event.State.DRAFT)


class Event(models.Model):
    class Category(models.TextChoices):
        AGM = "agm"
        WORKSHOP = "workshop"
        REGULAR = "regular"
        URGENT = "urgent"
        TALK = "talk"
        SOCIAL = "social"

    class State(models.TextChoices):
        DRAFT = "draft"
        PLANNED = "planned"
        CANCELLED = "cancelled"
        OVER = "over"

    class Attendance(models.TextChoices):
        ONLINE = "online"
        IN_PERSON = "in_person"
        HYBRID = "hybrid"

    class Marking(models.TextChoices):
        RED = "red"
        AMBER_STRICT = "amber_strict"
        AMBER = "amber"
        GREEN = "green"
        CLEAR = "clear"

    reference = models.CharField(max_length=20, unique=True, null=True)
    category = models.CharField(max_length=10, choices=Category)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    all_day = models.BooleanField(default=False)
    # The wall time as it was agreed, beside the instants: a rule of summer time may change before the day.
    local_start = models.CharField(max_length=16, blank=True)
    local_end = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    attendance = models.CharField(max_length=10, choices=Attendance, blank=True)
    location = models.CharField(max_length=300, blank=True)
    join_link = models.URLField(blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    marking = models.CharField(max_length=12, choices=Marking, blank=True)
    chatham_house = models.BooleanField(default=False)
    description = models.TextField(max_length=5000, blank=True)
    theme = models.CharField(max_length=300, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    note_taker = models.CharField(max_length=200, blank=True)
    agenda = models.JSONField(default=list, blank=True)
    minutes = models.TextField(max_length=50000, blank=True)
    cancellation_reason = models.TextField(max_length=1000, blank=True)
    series = models.CharField(max_length=60, blank=True)
    original_start = models.CharField(max_length=30, blank=True)
    revision = models.PositiveIntegerField(default=0)
    alert = models.ForeignKey("alerts.Alert", models.SET_NULL, null=True, blank=True, related_name="events")
    modified = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    def __str__(self):
        return self.title

    @property
    def counted(self):
        """The reply that takes a seat."""
        return Rsvp.Reply.REMOTE if self.attendance == self.Attendance.ONLINE else Rsvp.Reply.YES

    def seat(self, rsvp):
        """The place in the queue that a reply gets: 0 is a seat."""
        if rsvp.reply != self.counted or not self.seats:
            return 0
        before = Rsvp.objects.filter(pk=rsvp.pk, reply=self.counted).first()
        if before:
            return before.queue_position
        others = self.rsvps.filter(reply=self.counted).exclude(pk=rsvp.pk)
        if others.filter(queue_position=0).count() < self.seats:
            return 0
        return (others.aggregate(last=models.Max("queue_position"))["last"] or 0) + 1

    def fill_seats(self):
        """Gives free seats to whoever waits longest, and numbers the rest 1, 2, 3 and so on."""
        replies = self.rsvps.filter(reply=self.counted)
        taken = replies.filter(queue_position=0).count()
        position = 0
        for rsvp in replies.filter(queue_position__gt=0).order_by("queue_position", "pk"):
            place = 0
            if self.seats and taken >= self.seats:
                position += 1
                place = position
            else:
                taken += 1
            if rsvp.queue_position != place:
                rsvp.queue_position = place
                rsvp.save(update_fields=["queue_position"])


class RsvpQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        from directory.models import Member

        if not viewer.is_member:
            return self.none()
        # A reply is seen with the person, and with the meeting.
        events = Event.objects.visible_to(viewer)
        return self.filter(Q(member__in=Member.objects.visible_to(viewer)), Q(event__in=events))


class Rsvp(models.Model):
    class Reply(models.TextChoices):
        YES = "yes"
        REMOTE = "remote"
        MAYBE = "maybe"
        NO = "no"

    event = models.ForeignKey(Event, models.CASCADE, related_name="rsvps")
    member = models.ForeignKey("directory.Member", models.CASCADE, related_name="rsvps")
    reply = models.CharField(max_length=10, choices=Reply)
    queue_position = models.PositiveIntegerField(default=0)
    access_needs = models.TextField(max_length=1000, null=True, blank=True)

    objects = RsvpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "member"], name="one_reply_for_each_member")]
