"""Public pages built from the roster. They read only public querysets."""
