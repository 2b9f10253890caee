"""A plan as an editor hands it to a schema: YAML 1.2's core schema, where 04:00, 2026-12-24 and yes are texts, and every key is one too."""
import re

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

CORE = [
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
]


def value_of(node):
    if isinstance(node, MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [value_of(entry) for entry in node.value]
    if node.style is not None:   # in quotes, or a block of text
        return node.value
    return next((read(node.value) for form, read in CORE if form.fullmatch(node.value)), node.value)


def as_read_by_an_editor(text):
    # The nodes alone: their tags would be those of the library, which knows dates.
    root = YAML(typ="safe", pure=True).compose(text)
    return None if root is None else value_of(root)
