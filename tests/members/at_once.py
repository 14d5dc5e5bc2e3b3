"""Several people who do something in the same instant, each with a connection of their own."""

from threading import Barrier, Thread

from django.db import connections


def at_once(*actions):
    """Start all actions together and return what each returned or raised."""
    answers, together = [None] * len(actions), Barrier(len(actions))

    def run(number, action):
        together.wait()
        try:
            answers[number] = action()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=item) for item in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
