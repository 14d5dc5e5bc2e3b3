from django.core.management.base import BaseCommand

from lpnc.roles import ROLES, apply_roles


class Command(BaseCommand):
    help = "Gives the groups exactly what lpnc/roles.py grants. Run it after each migrate."

    def handle(self, *args, **options):
        apply_roles()
        self.stdout.write("Roles: " + ", ".join(role.name for role in ROLES))
