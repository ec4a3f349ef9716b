"""The support board."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ItemQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if not viewer.is_member:
            return self.none()
        if viewer.is_moderator:
            return self
        return self.filter(~Q(state=Item.State.WITHDRAWN) | Q(author=viewer.member))


class Item(models.Model):
    class Type(models.TextChoices):
        REQUEST = "request"
        OFFER = "offer"

    class Topic(models.TextChoices):
        STAFF_CARE = "staff_care"
        FUNDRAISING = "fundraising"
        PROGRAMME_CHANGE = "programme_change"
        CHARITY_DUTIES = "charity_duties"
        SAFETY = "safety"
        LANGUAGES = "languages"
        PEER_LISTENING = "peer_listening"
        SPACE = "space"

    class State(models.TextChoices):
        OPEN = "open"
        MATCHED = "matched"
        IN_PROGRESS = "in_progress"
        CLOSED = "closed"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"

    reference = models.CharField(max_length=20, unique=True, null=True)
    type = models.CharField(max_length=10, choices=Type)
    topic = models.CharField(max_length=20, choices=Topic)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=5000, blank=True)
    anonymous = models.BooleanField(default=False)
    author = models.ForeignKey("directory.Member", models.SET_NULL, null=True, blank=True, related_name="items")
    places = models.PositiveIntegerField(null=True, blank=True)
    hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    cost_pence = models.PositiveIntegerField(null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = ItemQuerySet.as_manager()

    def __str__(self):
        return self.title
