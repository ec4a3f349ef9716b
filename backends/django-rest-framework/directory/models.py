"""Organisations and the people in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

#: Fields of a person that they open one by one.
PRIVATE_FIELDS = ("pronouns", "email", "phone", "bio", "languages", "expertise", "countries")
#: Who may read such a field, from the narrowest.
LEVELS = ("me", "organisation", "members", "public")


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if not viewer.is_member:
            return self.none()
        if viewer.is_convenor:
            return self
        return self.filter(~Q(visibility=Organisation.Visibility.HIDDEN) | Q(pk__in=viewer.organisations))


class Organisation(models.Model):
    class Sector(models.TextChoices):
        CHARITY = "charity"
        RESEARCH = "research"
        COMMUNITY = "community"
        NETWORK = "network"
        LEGAL = "legal"
        ARTS = "arts"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        MEMBERS = "members"
        HIDDEN = "hidden"

    class Membership(models.TextChoices):
        APPLICANT = "applicant"
        ACTIVE = "active"
        PAUSED = "paused"
        LEFT = "left"

    name = models.CharField(max_length=300)
    native_name = models.CharField(max_length=300, blank=True)
    latin_name = models.CharField(max_length=300, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=35, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    website = models.URLField(blank=True)
    town = models.CharField(max_length=100, blank=True)
    nation = models.CharField(max_length=10, blank=True)
    strengths = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.MEMBERS)
    membership = models.CharField(max_length=10, choices=Membership, default=Membership.ACTIVE)
    # A year, a month or a day: nobody remembers more of 2009.
    member_since = models.CharField(max_length=10, blank=True)
    contact = models.ForeignKey("Member", models.SET_NULL, null=True, blank=True, related_name="contact_of")

    objects = OrganisationQuerySet.as_manager()

    def __str__(self):
        return self.name

    @property
    def is_hidden(self):
        return self.visibility == self.Visibility.HIDDEN


class MemberQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if not viewer.is_member:
            return self.none()
        if viewer.is_convenor:
            return self
        return self.filter(
            Q(listed__in=[Member.Listed.PUBLIC, Member.Listed.MEMBERS])
            | Q(pk=viewer.member.pk)
            | Q(listed=Member.Listed.ORGANISATION, organisation__in=viewer.organisations)
        )


class Member(models.Model):
    class Listed(models.TextChoices):
        PUBLIC = "public"
        MEMBERS = "members"
        ORGANISATION = "organisation"
        CONVENOR = "convenor"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    full_name = models.CharField(max_length=200)
    native_name = models.CharField(max_length=200, blank=True)
    latin_name = models.CharField(max_length=200, blank=True)
    script = models.CharField(max_length=10, blank=True)
    # What somebody has not told is null, as their dates are.
    pronouns = models.CharField(max_length=60, null=True, blank=True)
    email = models.EmailField(null=True, blank=True)
    phone = models.CharField(max_length=20, null=True, blank=True)
    bio = models.TextField(max_length=2000, null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    expertise = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    timezone = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="members")
    job_title = models.CharField(max_length=200, null=True, blank=True)
    leads = models.ManyToManyField(Organisation, related_name="leaders", blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    listed = models.CharField(max_length=12, choices=Listed, default=Listed.MEMBERS)
    privacy = models.JSONField(default=dict, blank=True)

    objects = MemberQuerySet.as_manager()

    def __str__(self):
        return self.full_name

    def belongs_to(self):
        """The ids of all organisations they belong to, hidden ones too."""
        found = {one.organisation_id for one in self.affiliations.all()} | {one.pk for one in self.leads.all()}
        return found | ({self.organisation_id} if self.organisation_id else set())


class Affiliation(models.Model):
    """A further organisation that somebody works with."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliates")
    title = models.CharField(max_length=200, blank=True)
