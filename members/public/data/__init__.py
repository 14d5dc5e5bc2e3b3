"""The public roster as data, for everybody: what is in it, in which formats, and what it means."""
