from django.core.management.base import BaseCommand

from lpnc.roles import ROLES, apply_roles


class Command(BaseCommand):
    help = "Give the groups exactly the permissions in lpnc/roles.py. Run this after each migrate."

    def handle(self, *args, **options):
        apply_roles()
        self.stdout.write("Roles: " + ", ".join(role.name for role in ROLES))
