"""A user model of one's own: a field of each of the commoner types."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    age = models.IntegerField(null=True, blank=True)
    balance = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    born = models.DateField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)
    newsletter = models.BooleanField(default=False)
    plan = models.CharField(max_length=5, choices=[("free", "Free"), ("pro", "Pro")], default="free")
    preferences = models.JSONField(default=dict, blank=True)
    ref = models.UUIDField(null=True, blank=True)
    notes = models.TextField(blank=True)
