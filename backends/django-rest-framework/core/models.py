"""What kind of database this is."""

from django.db import models


class Mark(models.Model):
    """Something noted about the database itself, such as that it is a demonstration. The API does not show it."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.CharField(max_length=200)

    @classmethod
    def value_of(cls, name):
        return cls.objects.filter(pk=name).values_list("value", flat=True).first()
