"""A static copy of the public site, which any web server can serve."""
