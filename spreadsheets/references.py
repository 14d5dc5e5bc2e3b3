"""What records refer to, and what can refer to them, whatever their models."""

from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations


def keys_to(model):
    """Return the fields by which other records refer to the model's, without those of its own rows."""
    own_rows = [relation.related_model for relation in get_all_child_relations(model)]
    relations = model._meta.related_objects
    return [relation.field for relation in relations if relation.related_model not in own_rows]


def named_in(revision, model):
    """Return the ids of the model's records that a revision, of any record or page, names."""
    version_model = revision.content_type.model_class()
    if version_model is None:
        return set()
    version = version_model.from_serializable_data(revision.content, check_fks=False)
    return {int(pk) for target, pk in references_in(version) if target is model}


def references_in(version):
    """Yield a model and an id for everything that a record names in its fields, its texts and its rows."""
    for field in version._meta.get_fields():
        if hasattr(field, "extract_references"):
            value = field.value_from_object(version)
            references = field.extract_references(value) if value is not None else ()
            yield from ((target, pk) for target, pk, *_ in references)
        elif field.many_to_one and field.concrete and not isinstance(field, ParentalKey):
            pk = field.value_from_object(version)
            yield from [(field.related_model, pk)] if pk is not None else ()
    for field in get_all_child_m2m_relations(version):
        yield from ((field.related_model, named.pk) for named in getattr(version, field.name).all())
    for relation in get_all_child_relations(version):
        for row in getattr(version, relation.get_accessor_name()).all():
            yield from references_in(row)
