from django import template

from core.failsafe import failsafe

register = template.Library()


@register.tag("failsafe")
def failsafe_tag(parser, token):
    """`{% failsafe "the menu" %}…{% endfailsafe %}` shows its content or, if that fails, logs it."""
    _, part = token.split_contents()
    nodes = parser.parse(["endfailsafe"])
    parser.delete_first_token()
    return FailsafeNode(part.strip('"'), nodes)


class FailsafeNode(template.Node):
    def __init__(self, part, nodelist):
        self.part, self.nodelist = part, nodelist

    def render(self, context):
        with context.push():
            return failsafe(self.part, lambda: self.nodelist.render(context), "")
