"""Whether infra/terraform is the template: that nothing in the template can change without it, and that Terraform can read it."""
import copy
import json
import pathlib
import re

import hcl2
from module import locals_of, outputs, printed, rules, variables
from resources import Resources

# What provider.json knows beside the provider's own: https://developer.hashicorp.com/terraform/language/meta-arguments
META = {"count", "for_each", "depends_on", "lifecycle"}
# What is said in the template, and is nothing of Terraform's: where SAM finds the code and how it builds it, what linters are told,
# how long CloudFormation waits for an answer; and that what fails to be made is not kept, which Terraform does by itself.
APART = {"CodeUri", "BuildMethod", "checkov", "cfn-lint", "ServiceTimeout"}
PROVIDER = json.loads(pathlib.Path(__file__).with_name("provider.json").read_text())


def needs(holds, what):
    if not holds:
        raise SystemExit(f".ci/terraform: {what}")


def check(template, files, folder):
    for file, text in files.items():
        path = folder / file
        needs(path.exists() and path.read_text() == text, f"{file} is not what infra/template.yaml says: run .ci/terraform")
    others = {path.name for path in folder.glob("*.tf")} - set(files)
    needs(others == {"versions.tf"}, f"nobody prints {others}")
    found = read(folder)
    known_arguments(found)
    known_names(folder, found)
    examples(folder, found)
    everything_is_there(template, found)
    changes = every_change_is_seen(template)
    resources = sum(len(it) for it in found["resource"].values())
    print(f"infra/terraform: {resources} resources for the template's {len(template['Resources'])}, {len(found['variable'])} variables, {len(found['output'])} outputs; {changes} changes of the template are seen")


def read(folder):
    """All blocks of the module: by kind, type (for resources) and name."""
    found = {"resource": {}, "data": {}, "variable": {}, "output": {}, "locals": {}}
    for path in sorted(folder.glob("*.tf")):
        with path.open() as file:
            blocks = without_lines(hcl2.load(file))
        for kind, those in blocks.items():
            for one in those:
                for name, body in one.items():
                    if kind in ("resource", "data"):
                        for label, inner in body.items():
                            needs(label not in found[kind].setdefault(name, {}), f"{name}.{label} is there twice")
                            found[kind][name][label] = inner
                    elif kind != "terraform":
                        needs(name not in found[kind], f"{kind} {name} is there twice")
                        found[kind][name] = body
    return found


def without_lines(value):
    """What was read, without where it was read."""
    if isinstance(value, dict):
        return {it: without_lines(inner) for it, inner in value.items() if not it.startswith("__")}
    return [without_lines(it) for it in value] if isinstance(value, list) else value


def known_arguments(found):
    """The provider has every argument and nested block, and gets all that it requires."""
    for kind in ("resource", "data"):
        for name, those in found[kind].items():
            if name.startswith("terraform_"):
                continue
            for label, body in those.items():
                arguments(body, PROVIDER[kind][name], f"{name}.{label}")


def arguments(body, schema, where):
    given = set(body) - META - {"dynamic"}
    blocks = {it: inner for it, inner in body.items() if it in schema["blocks"]}
    for one in body.get("dynamic", []):
        for it, inner in one.items():
            blocks[it] = inner["content"]
    unknown = given - set(schema["arguments"]) - set(schema["blocks"])
    needs(not unknown and set(blocks) <= set(schema["blocks"]), f"{where}: the provider knows no {unknown or set(blocks)}")
    missing = {it for it, required in schema["arguments"].items() if required} - given
    needs(not missing, f"{where}: the provider wants {missing}")
    for it, inner in blocks.items():
        for one in inner:
            arguments(one, schema["blocks"][it], f"{where}.{it}")


def known_names(folder, found):
    """All that is named is there: variables, locals, resources, and a family's members."""
    text = "\n".join(re.sub(r"^\s*#.*$", "", path.read_text(), flags=re.M) for path in folder.glob("*.tf"))
    # In descriptions and messages nothing is named.
    text = re.sub(r"^\s*(description|error_message)\s*=.*$", "", text, flags=re.M)
    used = set(re.findall(r"\bvar\.(\w+)", text))
    needs(used == set(found["variable"]), f"variables that are not there, or not used: {used ^ set(found['variable'])}")
    locals_used = set(re.findall(r"\blocal\.(\w+)", text))
    needs(locals_used <= set(found["locals"]), f"no local is {locals_used - set(found['locals'])}")
    for data, kind, label, key in re.findall(r'\b(data\.)?(aws_\w+)\.(\w+)(?:\["(\w+)"\])?', text):
        of = found["data" if data else "resource"].get(kind, {})
        needs(label in of, f"{data}{kind}.{label} is not there")
        if key:
            each = of[label]["for_each"]
            needs(f'"{key}"' in str(each) or key in str(each), f"{kind}.{label} has no {key}")


def examples(folder, found):
    """They set variables and use outputs that there are."""
    for path in folder.glob("examples/*/main.tf"):
        with path.open() as file:
            stage = without_lines(hcl2.load(file))
        (module,) = stage["module"]
        # `latchkey rotate-secret -- terraform apply -var …` reaches a stage's own variables alone.
        needs({"secret_key_version"} <= {it for one in stage["variable"] for it in one}, f"{path}: no variable secret_key_version")
        given = set(module["latchkey"]) - {"source"}
        wanted = {it for it, body in found["variable"].items() if "default" not in body}
        needs(wanted <= given <= set(found["variable"]), f"{path}: {given} of {wanted}")
        used = set(re.findall(r"module\.latchkey\.(\w+)", path.read_text()))
        needs(used and used <= set(found["output"]), f"{path}: no output is {used - set(found['output'])}")


def everything_is_there(template, found):
    """Each resource, parameter and output of the template has its own here, and nothing else is there."""
    resources = Resources(template)
    missing = set()
    for it in template["Resources"]:
        for one in resources.made(it):
            of = found["data" if one.data else "resource"].get(one.kind, {}).get(one.label)
            if of is None or one.key is not None and one.key not in str(of["for_each"]):
                missing.add(f"{it}: {one.address}")
    needs(not missing, f"not in the module: {missing}")
    snakes = {re.sub(r"[^a-z0-9]", "", it) for it in found["variable"]}
    parameters = {it.lower() for it in template["Parameters"]}
    needs(snakes == parameters | {"name", "functions"}, f"variables: {snakes ^ parameters}")
    told = {re.sub(r"_", "", it) for it in found["output"]}
    needs(told == {it.lower() for it in template["Outputs"]}, f"outputs: {told}")


def every_change_is_seen(template):
    """With anything in the template otherwise or left out, the module is another, or what is printed is refused."""
    count, unseen = 0, []
    for place, whole, changed, show in every_change(template):
        count += 1
        try:
            if show(changed) == show(whole):
                unseen.append(place)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration):
            # Refused, or something is named that is not there.
            pass
    needs(not unseen, "the module does not see a change of " + ", ".join(unseen[:20]))
    needs(count > 4000, f"only {count} changes")
    return count


def every_change(template):
    for it, resource in template["Resources"].items():
        show = lambda one, it=it: "".join(text for _, text in printed(list(Resources(one, [it]))))
        for place, changed in changes_of(resource, it):
            yield place, template, template | {"Resources": template["Resources"] | {it: changed}}, show
    for it, output in template["Outputs"].items():
        show = lambda one, it=it: list(outputs(one | {"Outputs": {it: one["Outputs"][it]}}, Resources(one).template))
        for place, changed in changes_of(output, it):
            yield place, template, template | {"Outputs": template["Outputs"] | {it: changed}}, show
    for it, parameter in template["Parameters"].items():
        show = lambda one, it=it: list(variables(one | {"Parameters": {it: one["Parameters"][it]}}))
        for place, changed in changes_of(parameter, it):
            yield place, template, template | {"Parameters": template["Parameters"] | {it: changed}}, show
    for part, show in {
        "Conditions": lambda one: locals_of(Resources(one).template),
        "Rules": lambda one: rules(one, Resources(one).template),
        "Globals": lambda one: function(one),
    }.items():
        for place, changed in changes_of(template[part], part):
            yield place, template, template | {part: changed}, show


def function(template):
    resources = Resources(template, ["Users"])
    made = list(resources)
    return [text for _, text in printed(made)], resources.environment


def changes_of(value, place):
    """A value with each scalar in it changed, and with each member and item left out."""
    if not isinstance(value, (dict, list)):
        yield place, not value if isinstance(value, bool) else value + 1 if isinstance(value, (int, float)) else f"x{value}"
        return
    for name in list(value) if isinstance(value, dict) else range(len(value)):
        if name in APART:
            continue
        without = copy.copy(value)
        item = without.pop(name)
        if name != "Metadata":
            yield f"{place}/{name} left out", without
        for inner, changed in changes_of(item, f"{place}/{name}"):
            altered = copy.copy(value)
            altered[name] = changed
            yield inner, altered
