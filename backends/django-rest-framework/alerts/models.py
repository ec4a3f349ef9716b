"""Alerts (CAP 1.2 words, TLP 2.0 labels), who has opened them, and how organisations respond."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class AlertQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """TLP:RED and private messages are for their author and the people they name, whatever somebody's role."""
        if not viewer.is_member:
            return self.none()
        mine = Q(author=viewer.member)
        named = Q(pk__in=Alert.addressees.through.objects.filter(member=viewer.member).values("alert"))
        open_to_all = ~Q(tlp=Alert.Tlp.RED) & ~Q(audience=Alert.Audience.PRIVATE)
        return self.filter(~Q(status=Alert.Status.DRAFT) | mine, open_to_all | mine | named)


class Alert(models.Model):
    class Status(models.TextChoices):
        ACTUAL = "actual"
        EXERCISE = "exercise"
        SYSTEM = "system"
        TEST = "test"
        DRAFT = "draft"

    class Type(models.TextChoices):
        ALERT = "alert"
        UPDATE = "update"
        CANCEL = "cancel"
        ACK = "ack"
        ERROR = "error"

    class Audience(models.TextChoices):
        PUBLIC = "public"
        RESTRICTED = "restricted"
        PRIVATE = "private"

    class Kind(models.TextChoices):
        WARNING = "warning"
        OPPORTUNITY = "opportunity"
        UPDATE = "update"
        ALL_CLEAR = "all_clear"

    class Tlp(models.TextChoices):
        RED = "red"
        AMBER_STRICT = "amber_strict"
        AMBER = "amber"
        GREEN = "green"
        CLEAR = "clear"

    class Urgency(models.TextChoices):
        IMMEDIATE = "immediate"
        EXPECTED = "expected"
        FUTURE = "future"
        PAST = "past"
        UNKNOWN = "unknown"

    class Severity(models.TextChoices):
        EXTREME = "extreme"
        SEVERE = "severe"
        MODERATE = "moderate"
        MINOR = "minor"
        UNKNOWN = "unknown"

    class Certainty(models.TextChoices):
        OBSERVED = "observed"
        LIKELY = "likely"
        POSSIBLE = "possible"
        UNLIKELY = "unlikely"
        UNKNOWN = "unknown"

    class Verification(models.TextChoices):
        UNVERIFIED = "unverified"
        PARTLY = "partly"
        VERIFIED = "verified"
        DISPUTED = "disputed"
        RETRACTED = "retracted"

    reference = models.CharField(max_length=20, unique=True, null=True)
    identifier = models.CharField(max_length=100, unique=True)
    sender = models.CharField(max_length=200)
    situation = models.CharField(max_length=60, db_index=True)
    status = models.CharField(max_length=10, choices=Status)
    message_type = models.CharField(max_length=10, choices=Type, default=Type.ALERT)
    audience = models.CharField(max_length=10, choices=Audience)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    tlp = models.CharField(max_length=12, choices=Tlp)
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True)
    severity = models.CharField(max_length=10, choices=Severity, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)
    categories = models.JSONField(default=list, blank=True)
    response_types = models.JSONField(default=list, blank=True)
    event = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    body = models.TextField(max_length=20000, blank=True)
    advice = models.TextField(max_length=10000, blank=True)
    published_at = models.DateTimeField(default=timezone.now, db_index=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    refers_to = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=10, blank=True)
    area = models.CharField(max_length=500, blank=True)
    risk_factors = models.JSONField(default=list, blank=True)
    crimes = models.JSONField(default=list, blank=True)
    verification = models.CharField(max_length=12, choices=Verification, blank=True)
    source_grade = models.CharField(max_length=1, blank=True)
    information_grade = models.PositiveSmallIntegerField(null=True, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    content_warning = models.TextField(max_length=1000, blank=True)
    exercise = models.CharField(max_length=100, blank=True)
    author = models.ForeignKey("directory.Member", models.SET_NULL, null=True, blank=True, related_name="alerts")
    # As the author was called then: somebody who has left is not named by the record of the person any more.
    author_name = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey("directory.Organisation", models.SET_NULL, null=True, blank=True, related_name="alerts")
    language = models.CharField(max_length=35, default="en")
    translations = models.JSONField(default=list, blank=True)
    current = models.BooleanField(default=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")
    addressees = models.ManyToManyField("directory.Member", related_name="addressed", blank=True)

    objects = AlertQuerySet.as_manager()

    def __str__(self):
        return self.title

    @property
    def named_only(self):
        return self.tlp == self.Tlp.RED or self.audience == self.Audience.PRIVATE


class AskQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(alert__in=Alert.objects.visible_to(viewer))


class Ask(models.Model):
    """Something that members are asked to do."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="asks")
    text = models.CharField(max_length=500)
    deadline = models.DateTimeField(null=True, blank=True)
    effort_minutes = models.PositiveIntegerField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class ReadReceipt(models.Model):
    """That somebody has opened an alert: their own note, which nobody else reads."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="receipts")
    member = models.ForeignKey("directory.Member", models.CASCADE, related_name="receipts")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "member"], name="one_receipt_for_each_member")]


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        from directory.models import Organisation

        if not viewer.is_member:
            return self.none()
        alerts, organisations = Alert.objects.visible_to(viewer), Organisation.objects.visible_to(viewer)
        return self.filter(alert__in=alerts, organisation__in=organisations)


class Response(models.Model):
    """An organisation's answer to one ask."""

    class Choice(models.TextChoices):
        ACTING = "acting"
        CAN_HELP = "can_help"
        NOTED = "noted"
        CANNOT = "cannot"

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="responses")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="responses")
    organisation = models.ForeignKey("directory.Organisation", models.CASCADE, related_name="responses")
    choice = models.CharField(max_length=10, choices=Choice)
    note = models.TextField(max_length=2000, blank=True)
    author = models.ForeignKey("directory.Member", models.SET_NULL, null=True, blank=True, related_name="+")
    modified = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "organisation"], name="one_response_for_each_organisation")]
