# The edge: keeps the pages that the application allows it to keep, and drops them all when it says so.
#
# Each kept page carries one tag (Surrogate-Key). After a change, the application sends a PURGE with that tag,
# which outdates every page at once. While an application server is up, an outdated page is never served;
# when none answers, or it answers with an error, the last page that was seen is.

vcl 4.1;

import directors;
import std;
import xkey;

include "backends.vcl";

sub vcl_recv {
    # Only the application can reach this socket. A CDN that it tells as well may want POST.
    if (local.socket == "purge") {
        if (req.method !~ "^(PURGE|POST)$" || !req.http.Surrogate-Key) {
            return (synth(405));
        }
        return (synth(200, "Outdated " + xkey.softpurge(req.http.Surrogate-Key)));
    }

    # The admin's scripts also use PATCH and DELETE.
    if (req.method !~ "^(GET|HEAD|POST|OPTIONS)$"
            && !(req.method ~ "^(PATCH|DELETE)$" && req.url ~ "^/admin/")) {
        return (synth(405));
    }
    if (!req.http.Host) {
        return (synth(400));
    }

    set req.backend_hint = application.backend();
    if (req.restarts > 0) {
        set req.grace = 7d;
    } else {
        set req.http.Host = std.tolower(req.http.Host);
        # Nothing but the application's own address may decide what it writes into a page.
        unset req.http.Forwarded;
        unset req.http.X-Forwarded-Host;
        unset req.http.X-Forwarded-Port;
        unset req.http.X-Forwarded-Prefix;
        unset req.http.X-Original-URL;
        unset req.http.X-Rewrite-URL;
        unset req.http.Edge-Lookup;
        if (std.healthy(req.backend_hint)) {
            set req.grace = 0s;
        }
    }

    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Authorization || req.http.Cookie ~ "(^|[;\s])(sessionid|csrftoken|messages)=") {
        return (pass);
    }
    set req.http.Edge-Lookup = "yes";
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    hash_data(req.http.Host);
    hash_data(req.http.X-Forwarded-Proto);
    return (lookup);
}

sub vcl_backend_fetch {
    unset bereq.http.Edge-Lookup;
    if (!bereq.uncacheable) {
        # A whole page says how long it may be kept; "not modified" doesn't.
        unset bereq.http.If-None-Match;
        unset bereq.http.If-Modified-Since;
    }
}

sub vcl_backend_response {
    set beresp.grace = 0s;
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.ttl = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }

    if (beresp.http.Surrogate-Control ~ "max-age=\d+") {
        set beresp.ttl = std.duration(
            regsub(beresp.http.Surrogate-Control, "^.*max-age=(\d+).*$", "\1s"), 0s);
        if (beresp.ttl <= 0s) {
            # It is about to change by itself.
            set beresp.uncacheable = true;
            set beresp.ttl = 1s;
            return (deliver);
        }
        # Should a purge be lost, the edge asks again soon.
        if (beresp.ttl > 10s) {
            set beresp.ttl = 10s;
        }
        set beresp.grace = 7d;
        set beresp.http.xkey = beresp.http.Surrogate-Key;
    } elsif (beresp.http.Cache-Control !~ "public" || beresp.http.Cache-Control ~ "no-cache|no-store|private") {
        set beresp.ttl = 0s;
    }
    if (beresp.ttl <= 0s || beresp.http.Set-Cookie || beresp.http.Vary == "*") {
        # Remember for a while that this address isn't kept, so that its visitors don't wait for each other.
        set beresp.uncacheable = true;
        set beresp.ttl = 60s;
    }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) {
        return (abandon);
    }
    # Another server may answer, or the same one after its restart.
    if (bereq.retries == 0 && bereq.method ~ "^(GET|HEAD)$") {
        return (retry);
    }
    # When several wait for a page, Varnish would keep the error for seconds, in front of the last page.
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    set beresp.status = 503;
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Retry-After = "60";
    set beresp.http.Cache-Control = "no-store";
    set beresp.body = std.fileread("/etc/varnish/maintenance.html");
    return (deliver);
}

sub vcl_deliver {
    # Look for an outdated page, unless the application is closed on purpose.
    if (resp.status >= 500 && req.restarts == 0 && req.http.Edge-Lookup
            && resp.http.Surrogate-Control !~ "no-store") {
        return (restart);
    }
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
        if (obj.ttl < 0s) {
            set resp.http.X-Cache = "stale";
        }
    } else {
        set resp.http.X-Cache = "miss";
    }
    # Surrogate-Control and Surrogate-Key stay, for a CDN in front; browsers ignore them.
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    return (deliver);
}

sub vcl_synth {
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.body = resp.reason + {"
"};
    unset resp.http.X-Varnish;
    return (deliver);
}
