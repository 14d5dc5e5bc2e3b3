TIME_ZONE_NOTE = "Eastern time (New York)."
SCHEDULE_FIELDS = ("go_live_at", "expire_at")


def name_time_zone(fields):
    """Says beside the fields of a form's schedule which time they mean."""
    for name in SCHEDULE_FIELDS:
        if name in fields:
            fields[name].help_text = TIME_ZONE_NOTE
