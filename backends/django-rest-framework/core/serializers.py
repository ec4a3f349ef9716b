"""What serializers of several subjects need."""

from django.utils import timezone
from rest_framework import serializers

from .viewer import viewer_of


class ViewerMixin:
    """Gives a serializer or a field the viewer it answers to."""

    @property
    def viewer(self):
        return viewer_of(self.context["request"])


class VisibleRelatedField(ViewerMixin, serializers.PrimaryKeyRelatedField):
    """A relation to what this viewer may see: everything else does not exist for them."""

    def get_queryset(self):
        return super().get_queryset().visible_to(self.viewer)


class WordList(serializers.ListField):
    """A list of short texts."""

    def __init__(self, **options):
        super().__init__(child=serializers.CharField(max_length=200), max_length=options.pop("max_length", 50), **options)


def next_reference(model, prefix, digits):
    """What people quote, such as AL-2026-0042: a running number for each kind and year. Call it inside a transaction."""
    start = f"{prefix}-{timezone.now().year}-"
    last = model.objects.filter(reference__startswith=start).order_by("-reference").values_list("reference", flat=True).first()
    number = int(last.removeprefix(start)) + 1 if last else 1
    return f"{start}{number:0{digits}d}"
