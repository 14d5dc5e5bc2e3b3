# The servers of the application. For another one, copy the backend under a new name and add it below.

probe alive {
    .url = "/health/live";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend first {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = alive;
    .connect_timeout = 2s;
    # As long as nginx waits: an import of many rows takes its time.
    .first_byte_timeout = 120s;
    .between_bytes_timeout = 30s;
    .max_connections = 200;
}

sub vcl_init {
    new application = directors.round_robin();
    application.add_backend(first);
}
