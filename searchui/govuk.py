"""The macros of the GOV.UK Design System as functions for our templates.

They expect missing parameters to be empty, while our own templates must name only what there is; so
they live in an environment of their own. What they are given as `text` is escaped. What they are given
as `html` is not: only ever hand them markup that a template of ours made.
"""

from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_COMPONENTS = {
    "govukServiceNavigation": "service-navigation",
    "govukWarningText": "warning-text",
}
"""Those that our templates use; where a component stands in a long list its classes are written by hand,
since macros are slow.
"""


@cache
def macros() -> Mapping[str, Callable[..., Markup]]:
    """The macros by their usual names; each takes one mapping of parameters."""
    package = "govuk_frontend_jinja"
    environment = Environment(
        loader=PrefixLoader({package: PackageLoader(package)}),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {
        name: getattr(
            environment.get_template(f"{package}/components/{folder}/macro.html").module, name
        )
        for name, folder in _COMPONENTS.items()
    }
