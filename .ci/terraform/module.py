"""The module's files."""
import re

from hcl import Block, Expression, quoted, top, written
from resources import Resources
from template import LOCALS, Template, is_flag, snake

HEADER = "# Printed from infra/template.yaml by .ci/terraform; what is changed here is lost.\n"
# Which file has which resources.
FILES = {
    "table.tf": "dynamodb secretsmanager",
    "functions.tf": "lambda_function cloudwatch_log_group lambda_invocation",
    "access.tf": "iam",
    "api.tf": "apigatewayv2 route53 lambda_permission",
    "events.tf": "sqs cloudwatch_event lambda_event_source_mapping",
    "mail.tf": "sesv2",
    "alarms.tf": "sns cloudwatch_log_metric_filter cloudwatch_metric_alarm cloudwatch_dashboard budgets",
}

# What there has to be before the service answers at its address.
REACHED = [
    "aws_apigatewayv2_stage.stage", "aws_apigatewayv2_route.to", "aws_apigatewayv2_api_mapping.domain_mapping", "aws_route53_record.domain_records_a", "aws_route53_record.domain_records_aaaa",
    "aws_lambda_permission.api", "aws_lambda_invocation.signing_keys",
]
# Regions whose DKIM keys have a domain of their own: https://docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains
DKIM_OF_THEIR_OWN = [
    "af-south-1", "ap-northeast-3", "ap-south-2", "ap-southeast-3", "ap-southeast-5", "ca-west-1", "eu-central-2", "eu-south-1", "il-central-1", "me-central-1",
    "us-gov-east-1",
]


def module(template):
    """Every file that is printed, by its name."""
    resources = Resources(template)
    made = list(resources)
    files = {file: "" for file in FILES}
    for kind, text in printed(made):
        files[file_of(kind)] += "\n" + text
    environment = {"environment": resources.environment}
    files["functions.tf"] = "\n" + top("locals", [], environment) + files["functions.tf"]
    files["variables.tf"] = "\n" + "\n".join(variables(template))
    files["locals.tf"] = "\n" + rules(template, resources.template) + "\n" + locals_of(resources.template)
    files["outputs.tf"] = "\n" + "\n".join(outputs(template, resources.template))
    return {file: HEADER + text for file, text in files.items()}


def file_of(kind):
    (file,) = {file for file, begins in FILES.items() for begin in begins.split() if kind.startswith(f"aws_{begin}")}
    return file


def printed(made):
    """The resources in their order, each with its type; a family where its first one is."""
    families = {}
    for one in made:
        families.setdefault(one.address if one.key is not None else id(one), []).append(one)
    for members in families.values():
        first = members[0]
        body = first.body if first.key is None else family(members)
        yield first.kind, top("data" if first.data else "resource", [first.kind, first.label], body)


def family(members):
    """One body for all of a family: what differs between them is `each.value`."""
    bodies = [of_each(one) for one in members]
    body, own = dict(bodies[0]), [dict(one.own) for one in members]
    if len({tuple(it) for it in bodies}) != 1:
        raise ValueError(f"{members[0].address}: not all have the same properties")
    for it in body:
        found = [one[it] for one in bodies]
        if len({shown(value) for value in found}) == 1:
            continue
        if any(isinstance(value, Block) for value in found):
            raise ValueError(f"{members[0].address}: {it} differs")
        body[it] = Expression(f"each.value.{it}")
        for mine, value in zip(own, found):
            mine[it] = value
    if not own[0]:
        return {"for_each": Expression(f"toset({written([one.key for one in members], '  ')})"), **body}
    if len(own[0]) == 1:
        ((alone, _),) = own[0].items()
        body = mapped(body, lambda text: re.sub(rf"each\.value\.{alone}\b", "each.value", text))
        own = [mine[alone] for mine in own]
    return {"for_each": {one.key: mine for one, mine in zip(members, own)}, **body}


def of_each(one):
    """A body in which its own key is `each.key`."""
    key = re.escape(one.key)
    replaced = lambda text: re.sub(rf'(\$\{{var\.name\}}-){key}(?=Logs-|-|")', r"\1${each.key}", text.replace(f'["{one.key}"]', "[each.key]"))
    return mapped(one.body, replaced)


def mapped(value, change):
    """A body with all expressions changed."""
    if isinstance(value, Expression):
        return Expression(change(str(value)))
    if isinstance(value, dict):
        return {it: mapped(found, change) for it, found in value.items()}
    if isinstance(value, list):
        return [mapped(it, change) for it in value]
    return Block(mapped(value.body, change), value.when) if isinstance(value, Block) else value


def shown(value):
    return top("_", [], {"_": value})


def variables(template):
    yield top("variable", ["name"], {
        "description": "What the stage's resources are named by; another for each stage of an account.",
        "type": Expression("string"),
        "default": "latchkey",
        "nullable": False,
        "validation": Block({
            "condition": Expression('can(regex("^[a-z][a-z0-9-]{0,17}$", var.name))'),
            "error_message": "name must be at most 18 lower-case letters, digits and hyphens, the first a letter.",
        }),
    })
    yield top("variable", ["functions"], {
        "description": "The folder with the functions' zips, of a release; by default the one beside the module, as in the archive.",
        "type": Expression("string"),
        "default": None,
    })
    for name, parameter in template["Parameters"].items():
        yield top("variable", [snake(name)], variable(name, dict(parameter)))


def variable(name, parameter):
    it, flag = snake(name), is_flag(parameter)
    default, kind = parameter.pop("Default", None), parameter.pop("Type")
    body = {"description": " ".join(parameter.pop("Description").split()), "type": Expression({"String": "string", "Number": "number"}[kind])}
    if flag:
        body["type"] = Expression("bool")
        parameter.pop("AllowedValues")
        default = {"true": True, "false": False}[default]
    if default is not None:
        body["default"] = default
        # A module around this one may hand on null for what nobody set.
        body["nullable"] = False
    if parameter.pop("NoEcho", False):
        body["sensitive"] = True
    must = parameter.pop("ConstraintDescription", None)
    conditions = []
    if words := parameter.pop("AllowedValues", None):
        conditions.append((f"contains({written(words, '    ')}, var.{it})", f"must be one of {', '.join(map(str, words))}".replace("one of ,", "empty or one of")))
    if pattern := parameter.pop("AllowedPattern", None):
        # RE2 has no lookahead.
        without = pattern.replace("(?!.*://)", "")
        condition = f"can(regex({quoted(without)}, var.{it}))" + (f' && !strcontains(var.{it}, "://")' if without != pattern else "")
        conditions.append((condition, must or f"must match {pattern}"))
    least, most = parameter.pop("MinValue", None), parameter.pop("MaxValue", None)
    if least is not None:
        conditions.append((f"var.{it} >= {least} && var.{it} <= {most}", f"must be a number from {least} to {most}"))
    if parameter:
        raise ValueError(f"{name}: {', '.join(parameter)} is not known to .ci/terraform")
    if conditions:
        body["validation"] = [Block({"condition": Expression(condition), "error_message": f"{it} {must}."}) for condition, must in conditions]
    return body


def rules(template, say):
    """What must hold between variables. Their validations may not speak of each other, both ways."""
    conditions = []
    for rule in template["Rules"].values():
        (assertion,) = rule["Assertions"]
        otherwise = say.condition(rule["RuleCondition"]["Fn::Not"][0])
        message = re.sub(r"\b([A-Z][a-z]+[A-Z]\w+)", lambda found: snake(found[1]), assertion["AssertDescription"]).rstrip(".") + "."
        conditions.append(Block({"condition": Expression(f"{otherwise} || {say.condition(assertion['Assert'])}"), "error_message": message}))
    return top("resource", ["terraform_data", "rules"], {"lifecycle": Block({"precondition": conditions})})


def locals_of(say):
    members = {
        "account": Expression("data.aws_caller_identity.current.account_id"),
        "partition": Expression("data.aws_partition.current.partition"),
        "dns_suffix": Expression("data.aws_partition.current.dns_suffix"),
        "region": Expression("data.aws_region.current.id"),
        "functions": Expression('coalesce(var.functions, "${path.module}/../functions")'),
        "dkim_domain": Expression(f'contains({written(DKIM_OF_THEIR_OWN, "  ")}, local.region) ? "dkim.${{local.region}}.amazonses.com" : "dkim.amazonses.com"'),
        **{snake(name): Expression(say.condition(condition)) for name, condition in say.written["Conditions"].items()},
    }
    for name, value in LOCALS.items():
        condition, one, other = value["Fn::If"]
        members[name] = Expression(f"local.{snake(condition)} ? {written(say.value(one))} : {written(say.value(other))}")
    members["secret"] = Expression("jsondecode(data.aws_secretsmanager_secret_version.secret_key.secret_string)")
    data = [top("data", [f"aws_{it}", "current"], {}) for it in ("caller_identity", "partition", "region")]
    version = top("data", ["aws_secretsmanager_secret_version", "secret_key"], {
        "secret_id": Expression("local.secret_arn"),
        "version_id": Expression('var.secret_key_version != "" ? var.secret_key_version : null'),
        "depends_on": [Expression("aws_secretsmanager_secret_version.secret_key")],
    })
    return "\n".join([*data, version, top("locals", [], members)])


def outputs(template, say):
    for name, output in template["Outputs"].items():
        output = dict(output)
        value = say.value(output.pop("Value"))
        if "Condition" in output:
            value = Expression(f"{say.condition({'Condition': output.pop('Condition')})} ? {written(value)} : null")
        # Who is told the issuer may ask it at once, as API Gateway does when it makes an authorizer.
        reached = {"depends_on": [Expression(one) for one in REACHED]} if name == "Url" else {}
        yield top("output", [snake(name)], {"description": output.pop("Description"), "value": value, **reached})
        if output:
            raise ValueError(f"{name}: {', '.join(output)} is not known to .ci/terraform")
