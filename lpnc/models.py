from django.db import models


class SeededItem(models.Model):
    """A record of one loaded item of the first content, so that editors' changes and removals are kept."""

    key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key
