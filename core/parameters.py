"""The parameters of an address, before a form reads them."""

from django.http import Http404


def each_once(parameters, form):
    """The parameters, if none that the form asks for contradicts itself; else a 404.

    A form would take the last value, and say nothing of the others.
    """
    if any(len(set(parameters.getlist(name))) > 1 for name in form.base_fields):
        raise Http404("A parameter has two different values.")
    return parameters
