# The servers of the application. For another one, copy the backend under a new name and add it below.

# Patient, since requests wait for a few seconds while a server reloads, and none of them is lost. A server
# that refuses a request is noticed at that request.
probe alive {
    .url = "/health/live";
    .interval = 2s;
    .timeout = 5s;
    .window = 8;
    .threshold = 3;
    .initial = 3;
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
