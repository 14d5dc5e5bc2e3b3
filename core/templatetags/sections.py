from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def show(context, section):
    """Show a section that an app registered: its template sees what is in the section, and nothing else."""
    return context.template.engine.get_template(section["template"]).render(context.new(section))
