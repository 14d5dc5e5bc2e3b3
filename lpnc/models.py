from django.db import models


class SeededItem(models.Model):
    """Remembers one item of the first content, so that what an editor changed or removed stays so."""

    key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key
