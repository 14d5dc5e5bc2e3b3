import time
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import runserver
from django.db import close_old_connections

from lpnc.schedule import publish_due
from lpnc.sign_ins import FILE, development_sign_ins

SECONDS_BETWEEN_ROUNDS = 60


class Command(runserver.Command):
    help = (
        "Django’s development server, which also prints a sign-in for each role and publishes "
        "what is due each minute. `make run` prepares the database first."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--sign-ins", type=Path, default=FILE, help="Where passwords are kept.")

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("This serves the site for development only: set DEBUG=1.")
        super().handle(*args, **options)

    def inner_run(self, *args, **options):
        self.sign_ins = development_sign_ins(options["sign_ins"])
        Thread(target=self.publish_each_minute, daemon=True).start()
        super().inner_run(*args, **options)

    def on_bind(self, server_port):
        super().on_bind(server_port)
        address = f"{self.protocol}://{self.addr}:{server_port}"
        width = max(len(sign_in.username) for sign_in in self.sign_ins)
        lines = ["", f"Site:   {address}/", f"Admin:  {address}/admin/", "", "Sign-ins:"]
        lines += [f"  {sign_in.username:<{width}}  {sign_in.secret}" for sign_in in self.sign_ins]
        self.stdout.write("\n".join([*lines, ""]))
        self.stdout.flush()

    def publish_each_minute(self):
        while True:
            self.publish()
            time.sleep(SECONDS_BETWEEN_ROUNDS)

    def publish(self):
        """Publish once; report whatever goes wrong, so that the next round still comes."""
        try:
            for line in publish_due().done:
                self.stdout.write(line)
        except Exception as error:
            self.stderr.write(f"Scheduled publishing failed: {error}")
        finally:
            close_old_connections()
