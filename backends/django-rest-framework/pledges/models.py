"""The commitment's texts, and who has signed them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Commitment(models.Model):
    number = models.CharField(max_length=20, unique=True)
    text = models.TextField(max_length=50000)
    approved_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, default="en")

    def __str__(self):
        return self.number


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Everybody: names that were chosen to be shown. Members also that somebody has signed; the signer all of it."""
        secret = Q(organisation__visibility="hidden")
        standing = Q(withdrawn_at=None)
        if not viewer.is_member:
            return self.filter(standing & Q(name_public=True) & ~secret)
        own = Q(member=viewer.member) | Q(organisation__in=viewer.leads)
        known = ~secret | Q(organisation__in=viewer.organisations)
        return self.filter(own | (standing if viewer.is_convenor else standing & known))


class Signature(models.Model):
    class Signer(models.TextChoices):
        INDIVIDUAL = "individual"
        ORGANISATION = "organisation"

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="signatures")
    signer = models.CharField(max_length=12, choices=Signer)
    member = models.ForeignKey("directory.Member", models.CASCADE, null=True, blank=True, related_name="signatures")
    organisation = models.ForeignKey("directory.Organisation", models.CASCADE, null=True, blank=True, related_name="signatures")
    signed_by = models.ForeignKey("directory.Member", models.SET_NULL, null=True, blank=True, related_name="+")
    name_public = models.BooleanField(default=False)
    signed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    comment = models.CharField(max_length=280, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "member"], condition=Q(withdrawn_at=None), name="one_for_each_member"),
            models.UniqueConstraint(fields=["commitment", "organisation"], condition=Q(withdrawn_at=None), name="one_for_each_organisation"),
        ]

    @property
    def name(self):
        who = self.member or self.organisation
        return str(who) if who else ""

    @property
    def is_shown(self):
        hidden = self.organisation is not None and self.organisation.is_hidden
        return self.name_public and self.withdrawn_at is None and not hidden
