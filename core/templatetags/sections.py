from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def show(context, section):
    """Show a section that an app registered; its template sees only the section's own context."""
    return context.template.engine.get_template(section["template"]).render(context.new(section))
