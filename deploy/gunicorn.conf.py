"""How gunicorn serves the site: `gunicorn lpnc.wsgi --config deploy/gunicorn.conf.py`.

Options on the command line and in GUNICORN_CMD_ARGS win over these; a socket from systemd wins over `bind`.
"""

import os

bind = "127.0.0.1:8000"
# Threads, so that a long import holds up no one. Each keeps a connection to the database.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", 2))
threads = 4

# On HUP, new workers load the new code and settings, and the old ones finish what they have begun. For
# that, the code must not be loaded before the workers start.
preload_app = False
graceful_timeout = 60
# Seconds without a sign of life from a worker, not the longest request.
timeout = 60
# Longer than the edge keeps an idle connection, so that the edge is the one to close it.
keepalive = 75

# Give back what a worker's memory gained, a worker at a time.
max_requests = 5_000
max_requests_jitter = 1_000
# The workers' sign of life is a file, which must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# Django decides whom to trust (TRUST_PROXY, TRUSTED_PROXIES), so gunicorn trusts no one.
forwarded_allow_ips = ""
# As long as what the edge lets through.
limit_request_line = 8_190
limit_request_fields = 100
limit_request_field_size = 8_190

# It would be a file in the home folder, through which the server can be steered.
control_socket_disable = True
