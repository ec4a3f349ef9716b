"""Blog posts and joint statements."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class PostQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if viewer.is_editor:
            return self
        due = Q(state=Post.State.SCHEDULED, published_at__lte=timezone.now())
        return self.filter(Q(state=Post.State.PUBLISHED) | due)


class Post(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        IN_REVIEW = "in_review"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    class Section(models.TextChoices):
        WORLD = "world"
        LINKS = "links"
        PRACTICE = "practice"

    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=35, default="en")
    excerpt = models.TextField(max_length=1000, blank=True)
    content = models.TextField(max_length=200000, blank=True)
    section = models.CharField(max_length=10, choices=Section, blank=True)
    byline = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    tags = models.JSONField(default=list, blank=True)
    content_warning = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    objects = PostQuerySet.as_manager()

    def __str__(self):
        return self.title


class StatementQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        if viewer.is_editor:
            return self
        states = [Statement.State.OPEN, Statement.State.PUBLISHED]
        return self.filter(state__in=[*states, Statement.State.WITHDRAWN] if viewer.is_member else states)


class Statement(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    text = models.TextField(max_length=200000, blank=True)
    addressees = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sign_by = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    # Those who agreed only to be counted.
    unnamed = models.PositiveIntegerField(default=0)
    topics = models.JSONField(default=list, blank=True)

    objects = StatementQuerySet.as_manager()

    def __str__(self):
        return self.title


class Signatory(models.Model):
    """An organisation under a statement, as it was called then."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey("directory.Organisation", models.SET_NULL, null=True, blank=True, related_name="statements")
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
