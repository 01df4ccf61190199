"""Terraform's language, as far as the module needs it: values, expressions, blocks, and how they are written."""
import json
import re


class Expression(str):
    """What is written as it stands, where a plain string is quoted."""


class Block:
    """A nested block; with `when` one that is only there if that expression holds."""

    def __init__(self, body, when=None):
        self.body, self.when = body, when


def quoted(text):
    """A string that means just this: no template in it."""
    return json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")


def written(value, indent=""):
    """An expression; its further lines begin with `indent`."""
    inner = indent + "  "
    if isinstance(value, Expression):
        return str(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, list):
        if all(not isinstance(it, (dict, list)) for it in value):
            line = f"[{', '.join(written(it, indent) for it in value)}]"
            if len(line) <= 100 or len(value) == 1:
                return line
        return "[\n" + "".join(f"{inner}{written(it, inner)},\n" for it in value) + f"{indent}]"
    if not value:
        return "{}"
    return "{\n" + attributes({name(it): found for it, found in value.items()}, inner) + f"{indent}}}"


def name(text):
    """The name of an object's member."""
    return text if re.fullmatch(r"[A-Za-z_]\w*", text) else quoted(text)


def attributes(body, indent):
    """Lines of attributes; `=` stands in one column where neighbours take one line each, as `terraform fmt` has it."""
    lines = [(it, written(value, indent)) for it, value in body.items()]
    out, group = [], []

    def flush():
        width = max((len(it) for it, _ in group), default=0)
        out.extend(f"{indent}{it.ljust(width)} = {value}\n" for it, value in group)
        group.clear()

    for it, value in lines:
        if "\n" in value and not value.startswith("<<"):
            flush()
            out.append(f"{indent}{it} = {value}\n")
        else:
            group.append((it, value))
            if "\n" in value:
                flush()
    flush()
    return "".join(out)


def body(members, indent="  "):
    """What stands in a block: attributes first, then nested blocks, `lifecycle` and `depends_on` last."""
    plain = {it: value for it, value in members.items() if not nested(value) and it != "depends_on"}
    parts = []
    first = {it: plain.pop(it) for it in ("count", "for_each") if it in plain}
    if first:
        parts.append(attributes(first, indent))
    if plain:
        parts.append(attributes(plain, indent))
    for it, value in members.items():
        for block in [value] if isinstance(value, Block) else value if nested(value) else []:
            parts.append(block_of(it, block, indent))
    if "depends_on" in members:
        parts.append(attributes({"depends_on": members["depends_on"]}, indent))
    return "\n".join(parts)


def nested(value):
    return isinstance(value, Block) or isinstance(value, list) and bool(value) and all(isinstance(it, Block) for it in value)


def block_of(it, block, indent):
    if block.when is None:
        return f"{indent}{it} {{\n{body(block.body, indent + '  ')}{indent}}}\n"
    made = {"for_each": Expression(f"{block.when} ? [true] : []"), "content": Block(block.body)}
    return f"{indent}dynamic {quoted(it)} {{\n{body(made, indent + '  ')}{indent}}}\n"


def top(kind, labels, members):
    """A block of a file."""
    return " ".join([kind, *map(quoted, labels)]) + " {\n" + body(members) + "}\n"
