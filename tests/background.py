from django.core.management import call_command


def work():
    """Do what is in the queue of long work, as a worker does."""
    options = ["--backend=long", "--queue-name=long", "--batch", "--no-reload"]
    call_command("db_worker", *options, "--no-startup-delay", verbosity=0)
