"""Public pages made from the roster. They read public querysets only."""
