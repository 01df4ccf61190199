"""infra/template.yaml, and what CloudFormation's functions are in Terraform's language."""
import json
import pathlib
import re

import yaml
from hcl import Expression, quoted, written

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):
    """Reads the short forms, too: `!Ref X` is `{Ref: X}`."""


def tagged(loader, tag, node):
    kind = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: lambda it: loader.construct_sequence(it, deep=True)}
    value = kind[type(node)](node)
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value.split(".") if tag == "GetAtt" else value}


Loader.add_multi_constructor("!", tagged)


def read(text):
    return yaml.load(text, Loader)


def snake(text):
    """`OwnDomain` as Terraform would have it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()


# What a reference to a resource is, by its type.
REF = {
    "AWS::DynamoDB::Table": "name",
    "AWS::SecretsManager::Secret": "arn",
    "AWS::Serverless::Function": "function_name",
    "AWS::Logs::LogGroup": "name",
    "AWS::IAM::Role": "name",
    "AWS::IAM::ManagedPolicy": "arn",
    "AWS::ApiGatewayV2::Api": "id",
    "AWS::ApiGatewayV2::Stage": "id",
    "AWS::ApiGatewayV2::Integration": "id",
    "AWS::ApiGatewayV2::DomainName": "id",
    "AWS::Events::Rule": "name",
    "AWS::SQS::Queue": "url",
    "AWS::SNS::Topic": "arn",
    "AWS::SES::ConfigurationSet": "configuration_set_name",
}
# What its attributes are.
DOMAIN = "domain_name_configuration[0]"
ATTRIBUTES = {
    "Arn": "arn",
    "StreamArn": "stream_arn",
    "QueueName": "name",
    "ApiEndpoint": "api_endpoint",
    "RegionalDomainName": f"{DOMAIN}.target_domain_name",
    "RegionalHostedZoneId": f"{DOMAIN}.hosted_zone_id",
}
PSEUDO = {
    "AWS::StackName": "var.name",
    "AWS::Region": "local.region",
    "AWS::AccountId": "local.account",
    "AWS::Partition": "local.partition",
    "AWS::URLSuffix": "local.dns_suffix",
}
# What is said again and again gets a name.
LOCALS = read("""
url: !If [HasDomain, !Sub "https://${DomainName}", !GetAtt Api.ApiEndpoint]
table_name: !If [MakesTable, !Ref Table, !Ref ExistingTable]
table_arn: !If [MakesTable, !GetAtt Table.Arn, !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${ExistingTable}"]
stream_arn: !If [MakesTable, !GetAtt Table.StreamArn, !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${ExistingTable}/stream/${ExistingStream}"]
secret_arn: !If [MakesSecret, !Ref SecretKey, !Ref ExistingSecretArn]
""")
SECRET = re.compile(r"\{\{resolve:secretsmanager:\$\{(SecretKey|ExistingSecretArn)\}:SecretString:(key|fallbacks)::\$\{SecretKeyVersion\}\}\}")


class Template:
    """The template, and how its values are said; `address` is where a resource is in the module."""

    def __init__(self, written, address):
        self.written, self.address = written, address

    def value(self, it):
        """A value with CloudFormation's functions in it, as Terraform has it."""
        if isinstance(it, list):
            return [found for found in map(self.value, it) if found is not None]
        if not isinstance(it, dict):
            return it
        function = next((name for name in it if name == "Ref" or name.startswith("Fn::")), None)
        if function is None:
            return {name: self.value(member) for name, member in it.items()}
        if len(it) != 1:
            raise ValueError(f"{it} is a function and more")
        argument = it[function]
        return {"Ref": self.ref, "Fn::GetAtt": self.attribute, "Fn::Sub": self.text, "Fn::If": self.choice, "Fn::Select": self.select}[function](argument)

    def ref(self, name):
        if name == "AWS::NoValue":
            return None
        if name in PSEUDO:
            return Expression(PSEUDO[name])
        if name in self.written["Parameters"]:
            return Expression(f"var.{snake(name)}")
        return self.found(name, REF[self.written["Resources"][name]["Type"]])

    def attribute(self, path):
        name, attribute = path
        if token := re.fullmatch(r"DkimDNSToken(Name|Value)([123])", attribute):
            identity = self.address(name)
            found = f"{identity}.dkim_signing_attributes[0].tokens[{int(token[2]) - 1}]"
            end = f"._domainkey.${{{identity}.email_identity}}" if token[1] == "Name" else ".${local.dkim_domain}"
            return Expression(f'"${{{found}}}{end}"')
        if self.written["Resources"][name]["Type"] == "AWS::Logs::LogGroup":
            # CloudFormation's is that of its streams, the provider's that of the group.
            return Expression(f'"${{{self.found(name, ATTRIBUTES[attribute])}}}:*"')
        return self.found(name, ATTRIBUTES[attribute])

    def found(self, name, attribute):
        return Expression(f"{self.address(name)}.{attribute}")

    def text(self, argument):
        pattern, own = argument if isinstance(argument, list) else (argument, {})
        parts = []
        for index, part in enumerate(re.split(r"\$\{([^}]+)\}", pattern)):
            if index % 2 == 0:
                parts.append(quoted(part)[1:-1])
                continue
            it = own[part] if part in own else {"Fn::GetAtt": part.split(".")} if "." in part else {"Ref": part}
            said = str(self.value(it))
            parts.append(said[1:-1] if said.startswith('"') else f"${{{said}}}")
        return Expression(f'"{"".join(parts)}"')

    def choice(self, argument):
        for name, known in LOCALS.items():
            condition, one, other = known["Fn::If"]
            if [condition, one, other] == argument:
                return Expression(f"local.{name}")
            # The same with something behind it.
            begins = "${" + ".".join(one.get("Fn::GetAtt", [])) + "}", other.get("Fn::Sub")
            texts = [it.get("Fn::Sub") if isinstance(it, dict) else None for it in argument[1:]]
            if argument[0] == condition and all(isinstance(it, str) for it in (*begins, *texts)):
                ends = [text.removeprefix(begin) for text, begin in zip(texts, begins)]
                if ends[0] == ends[1] and all(map(str.startswith, texts, begins)) and "$" not in ends[0]:
                    return Expression(f'"${{local.{name}}}{ends[0]}"')
        condition, one, other = argument
        if secret := self.secret(condition, one, other):
            return secret
        one, other = self.value(one), self.value(other)
        if (one, other) == (True, False):
            return Expression(self.condition({"Condition": condition}))
        return Expression(f"{self.condition({'Condition': condition})} ? {written(one)} : {written(other)}")

    def secret(self, condition, *texts):
        """A field of the secret, whichever it is; none if something else is meant."""
        found = [SECRET.fullmatch(str(it.get("Fn::Sub"))) if isinstance(it, dict) else None for it in texts]
        if not any(found):
            return None
        (own, field), (existing, same) = (it.groups() for it in found)
        if (condition, own, existing, field) != ("MakesSecret", "SecretKey", "ExistingSecretArn", same):
            raise ValueError(f"{texts} is no field of the secret")
        return Expression(f"local.secret.{field}")

    def select(self, argument):
        index, split = argument
        by, whole = split["Fn::Split"]
        return Expression(f"split({quoted(by)}, {written(self.value(whole))})[{index}]")

    def condition(self, it):
        """A condition, as an expression."""
        ((function, argument),) = it.items()
        if function == "Condition":
            self.written["Conditions"][argument]
            return f"local.{snake(argument)}"
        if function == "Fn::And":
            return " && ".join(self.condition(one) for one in argument)
        if function == "Fn::Not":
            return self.condition_not(argument[0])
        return self.equal(argument, "==")

    def condition_not(self, it):
        return self.equal(it["Fn::Equals"], "!=")

    def equal(self, argument, sign):
        one, other = map(self.value, argument)
        if is_flag(self.written["Parameters"].get(argument[0].get("Ref"), {})) and other == "true":
            return str(one) if sign == "==" else f"!{one}"
        return f"{one} {sign} {written(other)}"


def is_flag(parameter):
    return parameter.get("AllowedValues") == ["true", "false"]
