TIME_ZONE_NOTE = "Eastern time (New York)."
