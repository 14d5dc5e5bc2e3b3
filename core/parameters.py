"""The parameters of an address before a form reads them."""

from django.http import Http404


def each_once(parameters, form):
    """Return the parameters; raise Http404 if one of the form's fields has two different values.

    A form would silently use the last value.
    """
    if any(len(set(parameters.getlist(name))) > 1 for name in form.base_fields):
        raise Http404("A parameter has two different values.")
    return parameters
