"""Each resource of the template as the AWS provider has it. What is not known here, a type or a property, is an error."""
import json
import re

from hcl import Block, Expression, written
from template import Template, snake

CRONS = '{"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}'


class Resource:
    """One of Terraform's: with `key`, one of several with the same body but for `own`, in one `for_each`."""

    def __init__(self, kind, label, body, key=None, own=None, data=False):
        self.kind, self.label, self.body, self.key, self.own, self.data = kind, label, body, key, own or {}, data

    @property
    def address(self):
        return ("data." if self.data else "") + f"{self.kind}.{self.label}"


class Properties:
    """Those of one resource, each to be taken once."""

    def __init__(self, of, where):
        self.of, self.where = dict(of), where

    def take(self, it, *default):
        return self.of.pop(it, *default) if default else self.of.pop(it)

    def inner(self, it):
        return Properties(self.take(it), f"{self.where}.{it}")

    def only(self, it, value):
        """What can be nothing else here."""
        if self.take(it) != value:
            raise ValueError(f"{self.where}.{it} is not {value}")

    def renamed(self, say, **names):
        """Those with other names that mean the same."""
        return {names[it]: say(self.take(it)) for it in list(self.of) if it in names}

    def done(self):
        if self.of:
            raise ValueError(f"{self.where}: {', '.join(self.of)} is not known to .ci/terraform")


class Resources:
    """All of them, by the template's names."""

    def __init__(self, template, only=None):
        self.all = template["Resources"]
        self.only = only or self.all
        self.template = Template(template, self.address)
        self.say = self.template.value

    def __iter__(self):
        for it in self.only:
            yield from self.made(it)

    # Where a resource is.

    def address(self, it):
        """Whoever has a condition is the first of at most one; a family's are found by name."""
        resource = self.all[it]
        kind = resource["Type"]
        if kind not in FAMILIES:
            return f"{KINDS[kind]}.{snake(it)}" + ("[0]" if "Condition" in resource else "")
        key = self.key(it)
        if key is None:
            return f"{KINDS[kind]}.{snake(it)}" + ("[0]" if "Condition" in resource else "")
        return f'{KINDS[kind]}.{FAMILIES[kind][0]}["{key}"]'

    def key(self, it):
        """The name within its family; none if it belongs to none."""
        resource = self.all[it]
        label, end = FAMILIES[resource["Type"]]
        if resource["Type"] == "AWS::Logs::LogGroup" and it.removesuffix(end) not in self.all:
            return None
        if end is None:
            return resource["Properties"]["RouteKey"]
        if not it.endswith(end):
            raise ValueError(f"{it} does not end in {end}")
        return it.removesuffix(end)

    # What it is.

    def made(self, it):
        resource = dict(self.all[it])
        kind = resource.pop("Type")
        properties = Properties(resource.pop("Properties"), it)
        self.kept = {
            (None, None): False,
            ("Retain", "Retain"): True,
            ("RetainExceptOnCreate", "Retain"): True,
        }[resource.pop("DeletionPolicy", None), resource.pop("UpdateReplacePolicy", None)]
        self.metadata = resource.pop("Metadata", {})
        self.count = {}
        if "Condition" in resource:
            self.count = {"count": Expression(f"{self.template.condition({'Condition': resource.pop('Condition')})} ? 1 : 0")}
        self.waits = [Expression(self.address(one).removesuffix("[0]")) for one in [resource.pop("DependsOn", [])] for one in ([one] if isinstance(one, str) else one)]
        if resource:
            raise ValueError(f"{it}: {', '.join(resource)} is not known to .ci/terraform")
        made = list(MAKERS[kind](self, it, properties))
        properties.done()
        for one in made:
            one.body = ({} if "for_each" in one.body else self.count) | one.body | ({"depends_on": self.waits} if self.waits else {})
        return made

    def protected(self, body, **more):
        """With what keeps Terraform from destroying what is kept."""
        lifecycle = ({"prevent_destroy": True} if self.kept else {}) | more
        return body | ({"lifecycle": Block(lifecycle)} if lifecycle else {})

    def one(self, kind, it, body, **more):
        return Resource(kind, snake(it), body, **more)

    def document(self, it):
        return Expression(f"jsonencode({written(self.say(it), '  ')})")

    def table(self, it, given):
        say = self.say
        keys = lambda of: {{"HASH": "hash_key", "RANGE": "range_key"}[one["KeyType"]]: one["AttributeName"] for one in of if len(one) == 2}
        definitions = [Properties(one, it) for one in given.take("AttributeDefinitions")]
        indexes = [Properties(one, it) for one in given.take("GlobalSecondaryIndexes")]
        stream, ttl, recovery = map(given.inner, ("StreamSpecification", "TimeToLiveSpecification", "PointInTimeRecoverySpecification"))
        condition, encrypted, nothing = given.take("SSESpecification")["Fn::If"]
        if nothing != {"Ref": "AWS::NoValue"}:
            raise ValueError(f"{it}: encryption is otherwise")
        encrypted = Properties(encrypted, it)
        encrypted.only("SSEType", "KMS")
        body = {
            "name": Expression(f'"${{var.name}}-{it}"'),
            **given.renamed(say, BillingMode="billing_mode"),
            **keys(given.take("KeySchema")),
            "stream_enabled": True,
            "stream_view_type": stream.take("StreamViewType"),
            **given.renamed(say, DeletionProtectionEnabled="deletion_protection_enabled"),
            "attribute": [Block({"name": one.take("AttributeName"), "type": one.take("AttributeType")}) for one in definitions],
            "global_secondary_index": [
                Block({"name": one.take("IndexName"), **keys(one.take("KeySchema")), **projection(one.inner("Projection"))}) for one in indexes
            ],
            "ttl": Block(ttl.renamed(say, AttributeName="attribute_name", Enabled="enabled")),
            "point_in_time_recovery": Block(recovery.renamed(say, PointInTimeRecoveryEnabled="enabled")),
            # Always there: the provider takes a block that goes for one that says nothing, and the table would keep the key that
            # the functions may not use any more. Not enabled is AWS's own key.
            "server_side_encryption": Block({
                it: Expression(f"{self.template.condition({'Condition': condition})} ? {written(value)} : {'false' if value is True else 'null'}")
                for it, value in encrypted.renamed(say, SSEEnabled="enabled", KMSMasterKeyId="kms_key_arn").items()
            }),
        }
        for one in (*definitions, *indexes, stream, ttl, recovery, encrypted):
            one.done()
        yield self.one("aws_dynamodb_table", it, self.protected(body))

    def secret(self, it, given):
        yield self.one("aws_secretsmanager_secret", it, self.protected({"name_prefix": own(it), "description": given.take("Description")}))
        made = given.inner("GenerateSecretString")
        fixed, key = json.loads(made.take("SecretStringTemplate")), made.take("GenerateStringKey")
        random = made.renamed(self.say, PasswordLength="password_length", ExcludePunctuation="exclude_punctuation")
        made.done()
        yield self.one("aws_secretsmanager_random_password", it, random, data=True)
        whole = {**fixed, key: Expression(f"data.aws_secretsmanager_random_password.{snake(it)}[0].random_password")}
        body = {"secret_id": Expression(f"{self.address(it)}.id"), "secret_string": Expression(f"jsonencode({written(whole, '  ')})")}
        # Another password is made at each look, and the key is changed by `latchkey rotate-secret`.
        yield self.one("aws_secretsmanager_secret_version", it, self.protected(body, ignore_changes=[Expression("secret_string"), Expression("version_stages")]))

    def function(self, it, given):
        shared = dict(self.template.written["Globals"]["Function"])
        variables = shared.pop("Environment")["Variables"]
        log = Properties(shared.pop("LoggingConfig") | given.take("LoggingConfig"), it)
        given.of = shared | given.of
        given.take("CodeUri")
        code = self.metadata["BuildProperties"]["Binary"]
        if snake(it) != code:
            raise ValueError(f"{it} is not {code}")
        zipped = '"${local.functions}/${each.value.code}.zip"'
        tracing = Block({"mode": self.say(given.take("Tracing"))})
        layers = given.take("Layers", None)
        body = {
            "function_name": own(it, prefix=False),
            "filename": Expression(zipped),
            "source_code_hash": Expression(f"filebase64sha256({zipped})"),
            **given.renamed(self.say, Runtime="runtime", Architectures="architectures", Handler="handler", Role="role", MemorySize="memory_size", Timeout="timeout", KmsKeyArn="kms_key_arn"),
            "layers": Expression("each.value.layers"),
            "environment": Block({"variables": Expression("local.environment")}),
            "logging_config": Block(log.renamed(self.say, LogFormat="log_format", SystemLogLevel="system_log_level", LogGroup="log_group")),
            "tracing_config": tracing,
            "depends_on": [Expression(one) for one in ("aws_iam_role_policy.function", "aws_iam_role_policy_attachment.table_key_use", "aws_iam_role_policy_attachment.tracing_use")],
        }
        log.done()
        self.environment = self.say(variables)
        yield Resource("aws_lambda_function", "function", body, key=it, own={"code": code, "layers": self.say(layers) if layers else Expression("null")})

    def log_group(self, it, given):
        key = self.key(it)
        body = {"skip_destroy": True} if self.kept else {}
        if key is None:
            yield self.one("aws_cloudwatch_log_group", it, given.renamed(self.say, LogGroupName="name", RetentionInDays="retention_in_days") | body)
        else:
            body = {"name_prefix": own(it), **given.renamed(self.say, RetentionInDays="retention_in_days"), **body}
            yield Resource("aws_cloudwatch_log_group", "function", body, key=key)

    def role(self, it, given):
        key = self.key(it)
        assumed = self.document(given.take("AssumeRolePolicyDocument"))
        yield Resource("aws_iam_role", "function", {"name_prefix": own(it.removesuffix("Role")), "assume_role_policy": assumed}, key=key)
        (policy,) = (Properties(one, it) for one in given.take("Policies"))
        document = policy.inner("PolicyDocument")
        statements = {"statements": self.say(document.take("Statement"))}
        whole = {"Version": document.take("Version"), "Statement": Expression("each.value.statements")}
        body = {"name": policy.take("PolicyName"), "role": self.template.ref(it), "policy": Expression(f"jsonencode({written(whole, '  ')})")}
        document.done(), policy.done()
        yield Resource("aws_iam_role_policy", "function", body, key=key, own=statements)

    def managed_policy(self, it, given):
        roles = [self.key(one["Ref"]) for one in given.take("Roles")]
        yield self.one("aws_iam_policy", it, {"name_prefix": own(it), "policy": self.document(given.take("PolicyDocument"))})
        when = str(self.count["count"]).removesuffix(" ? 1 : 0")
        body = {
            "for_each": Expression(f"{when} ? toset({written(roles, '  ')}) : toset([])"),
            "role": Expression("aws_iam_role.function[each.key].name"),
            "policy_arn": Expression(f"{self.address(it)}.arn"),
        }
        yield Resource("aws_iam_role_policy_attachment", snake(it), body)

    def api(self, it, given):
        yield self.one("aws_apigatewayv2_api", it, given.renamed(self.say, Name="name", Description="description", ProtocolType="protocol_type", DisableExecuteApiEndpoint="disable_execute_api_endpoint"))

    def stage(self, it, given):
        limits = given.inner("DefaultRouteSettings")
        condition, log, nothing = given.take("AccessLogSettings")["Fn::If"]
        if nothing != {"Ref": "AWS::NoValue"}:
            raise ValueError(f"{it}: logs are otherwise")
        log = Properties(log, it)
        body = {
            **given.renamed(self.say, ApiId="api_id", StageName="name", AutoDeploy="auto_deploy"),
            "default_route_settings": Block(limits.renamed(self.say, ThrottlingRateLimit="throttling_rate_limit", ThrottlingBurstLimit="throttling_burst_limit", DetailedMetricsEnabled="detailed_metrics_enabled")),
            "access_log_settings": Block(log.renamed(self.say, DestinationArn="destination_arn", Format="format"), when=self.template.condition({"Condition": condition})),
        }
        limits.done(), log.done()
        yield self.one("aws_apigatewayv2_stage", it, body)

    def domain(self, it, given):
        (one,) = (Properties(one, it) for one in given.take("DomainNameConfigurations"))
        how = one.renamed(self.say, CertificateArn="certificate_arn", EndpointType="endpoint_type", SecurityPolicy="security_policy")
        one.done()
        yield self.one("aws_apigatewayv2_domain_name", it, {**given.renamed(self.say, DomainName="domain_name"), "domain_name_configuration": Block(how)})

    def mapping(self, it, given):
        yield self.one("aws_apigatewayv2_api_mapping", it, given.renamed(self.say, ApiId="api_id", DomainName="domain_name", Stage="stage"))

    def records(self, it, given):
        zone = self.say(given.take("HostedZoneId"))
        for one in given.take("RecordSets"):
            record = Properties(one, it)
            alias = record.inner("AliasTarget")
            of = alias.renamed(self.say, DNSName="name", HostedZoneId="zone_id")
            body = {"zone_id": zone, **record.renamed(self.say, Name="name", Type="type"), "alias": Block({**of, "evaluate_target_health": False})}
            alias.done(), record.done()
            yield Resource("aws_route53_record", f"{snake(it)}_{snake(one['Type'])}", body)

    def integration(self, it, given):
        body = given.renamed(self.say, ApiId="api_id", IntegrationType="integration_type", IntegrationUri="integration_uri", PayloadFormatVersion="payload_format_version")
        yield Resource("aws_apigatewayv2_integration", "function", body, key=self.key(it))

    def route(self, it, given):
        target = str(self.say(given.take("Target")))
        found = re.fullmatch(r'"integrations/\$\{aws_apigatewayv2_integration\.function\["(\w+)"\]\.id\}"', target)
        body = {
            **given.renamed(self.say, ApiId="api_id"),
            "route_key": Expression("each.key"),
            "target": Expression('"integrations/${aws_apigatewayv2_integration.function[each.value.function].id}"'),
        }
        yield Resource("aws_apigatewayv2_route", "to", body, key=given.take("RouteKey"), own={"function": found[1]})

    def permission(self, it, given):
        body = given.renamed(self.say, FunctionName="function_name", Action="action", Principal="principal", SourceArn="source_arn")
        rule = re.fullmatch(r'aws_cloudwatch_event_rule\.schedule\["(\w+)"\]\.arn', str(body["source_arn"]))
        if rule is None:
            yield Resource("aws_lambda_permission", "api", body, key=self.key(it))
        else:
            yield Resource("aws_lambda_permission", "schedule", body | {"function_name": of_function(body["function_name"])}, key=self.key(it), own=function_of(body["function_name"]))

    def stream(self, it, given):
        failed, filters = given.inner("DestinationConfig"), given.inner("FilterCriteria")
        body = {
            **given.renamed(
                self.say, EventSourceArn="event_source_arn", FunctionName="function_name", StartingPosition="starting_position", BatchSize="batch_size", ParallelizationFactor="parallelization_factor",
                FunctionResponseTypes="function_response_types", BisectBatchOnFunctionError="bisect_batch_on_function_error", MaximumRetryAttempts="maximum_retry_attempts",
            ),
            "destination_config": Block({"on_failure": Block(failed.inner("OnFailure").renamed(self.say, Destination="destination_arn"))}),
            "filter_criteria": Block({"filter": Block({"pattern": Expression("each.value.pattern")})}),
        }
        (pattern,) = filters.take("Filters")
        failed.done(), filters.done()
        yield Resource("aws_lambda_event_source_mapping", "stream", body, key=self.key(it), own={"pattern": Properties(pattern, it).take("Pattern")})

    def queue(self, it, given):
        yield self.one("aws_sqs_queue", it, {"name_prefix": own(it), **given.renamed(self.say, MessageRetentionPeriod="message_retention_seconds", SqsManagedSseEnabled="sqs_managed_sse_enabled")})

    def rule(self, it, given):
        key = self.key(it)
        (target,) = (Properties(one, it) for one in given.take("Targets"))
        told = {"description": given.take("Description"), "schedule_expression": given.take("ScheduleExpression")}
        yield Resource("aws_cloudwatch_event_rule", "schedule", {"name": own(it, prefix=False), **{one: Expression(f"each.value.{one}") for one in told}}, key=key, own=told)
        arn = self.say(target.take("Arn"))
        body = {"rule": self.template.ref(it), "target_id": target.take("Id"), "arn": of_function(arn), "input": Expression("each.value.input")}
        yield Resource("aws_cloudwatch_event_target", "schedule", body, key=key, own=function_of(arn) | {"input": target.take("Input")})
        target.done()

    def signing_keys(self, it, given):
        # A deployment's step there, a call of the function here: it sees to the keys in the same way as its schedule does.
        given.take("ServiceTimeout")
        function = str(self.say(given.take("ServiceToken"))).removesuffix(".arn")
        asked_again = {snake(one): self.say(given.take(one)) for one in list(given.of)}
        asked_again = {one: nothing_for_null(value) for one, value in asked_again.items()}
        body = {
            "function_name": Expression(f"{function}.function_name"),
            "input": Expression(f"jsonencode({written(json.loads(CRONS), '  ')})"),
            "triggers": asked_again,
            "depends_on": [Expression("aws_iam_role_policy.function"), Expression("aws_iam_role_policy_attachment.table_key_use")],
        }
        yield self.one("aws_lambda_invocation", it, body)

    def identity(self, it, given):
        attributes = given.inner("ConfigurationSetAttributes")
        body = {**given.renamed(self.say, EmailIdentity="email_identity"), **attributes.renamed(self.say, ConfigurationSetName="configuration_set_name")}
        attributes.done()
        yield self.one("aws_sesv2_email_identity", it, self.protected(body))

    def configuration_set(self, it, given):
        delivery, reputation, suppression = map(given.inner, ("DeliveryOptions", "ReputationOptions", "SuppressionOptions"))
        body = {
            "configuration_set_name": own(it, prefix=False),
            "delivery_options": Block(delivery.renamed(self.say, TlsPolicy="tls_policy")),
            "reputation_options": Block(reputation.renamed(self.say, ReputationMetricsEnabled="reputation_metrics_enabled")),
            "suppression_options": Block(suppression.renamed(self.say, SuppressedReasons="suppressed_reasons")),
        }
        delivery.done(), reputation.done(), suppression.done()
        yield self.one("aws_sesv2_configuration_set", it, body)

    def mail_events(self, it, given):
        out = given.inner("EventDestination")
        body = {
            **given.renamed(self.say, ConfigurationSetName="configuration_set_name"),
            "event_destination_name": own(it, prefix=False),
            "event_destination": Block({
                **out.renamed(self.say, Enabled="enabled"),
                "matching_event_types": [one.upper() for one in out.take("MatchingEventTypes")],
                "sns_destination": Block(out.inner("SnsDestination").renamed(self.say, TopicARN="topic_arn")),
            }),
        }
        out.done()
        yield self.one("aws_sesv2_configuration_set_event_destination", it, body)

    def topic(self, it, given):
        yield self.one("aws_sns_topic", it, {"name_prefix": own(it)})
        condition, (told,), nothing = given.take("Subscription")["Fn::If"]
        if nothing != {"Ref": "AWS::NoValue"}:
            raise ValueError(f"{it}: subscriptions are otherwise")
        told = Properties(told, it)
        body = {
            "count": Expression(f"{self.template.condition({'Condition': condition})} ? 1 : 0"),
            "topic_arn": self.template.ref(it),
            **told.renamed(self.say, Protocol="protocol", Endpoint="endpoint"),
        }
        told.done()
        yield self.one("aws_sns_topic_subscription", it, body)

    def topic_policy(self, it, given):
        (topic,) = given.take("Topics")
        yield self.one("aws_sns_topic_policy", it, {"arn": self.say(topic), "policy": self.document(given.take("PolicyDocument"))})

    def metric_filter(self, it, given):
        (metric,) = (Properties(one, it) for one in given.take("MetricTransformations"))
        log = re.fullmatch(r'aws_cloudwatch_log_group\.function\["(\w+)"\]\.name', str(self.say(given.take("LogGroupName"))))
        told = {"function": log[1], "pattern": given.take("FilterPattern"), "metric": metric.take("MetricName")}
        body = {
            "name": own(it, prefix=False),
            "log_group_name": Expression("aws_cloudwatch_log_group.function[each.value.function].name"),
            "pattern": Expression("each.value.pattern"),
            "metric_transformation": Block({"name": Expression("each.value.metric"), **metric.renamed(self.say, MetricNamespace="namespace", MetricValue="value")}),
        }
        metric.done()
        yield Resource("aws_cloudwatch_log_metric_filter", "line", body, key=self.key(it), own=told)

    def alarm(self, it, given):
        body = {
            "alarm_name": own(it, prefix=False),
            **given.renamed(self.say, AlarmDescription="alarm_description", Namespace="namespace", MetricName="metric_name"),
            **self.dimensions(given),
            **given.renamed(
                self.say, Statistic="statistic", Period="period", ComparisonOperator="comparison_operator", Threshold="threshold", EvaluationPeriods="evaluation_periods",
                DatapointsToAlarm="datapoints_to_alarm", TreatMissingData="treat_missing_data", AlarmActions="alarm_actions", OKActions="ok_actions", InsufficientDataActions="insufficient_data_actions",
            ),
        }
        if queries := [self.query(Properties(one, it)) for one in given.take("Metrics", [])]:
            body["metric_query"] = queries
        yield self.one("aws_cloudwatch_metric_alarm", it, body)

    def query(self, given):
        # The provider takes one that says nothing for one that is not looked at.
        body = {**given.renamed(self.say, Id="id", Expression="expression", Label="label"), "return_data": given.take("ReturnData", True)}
        if "MetricStat" in given.of:
            stat = given.inner("MetricStat")
            metric = stat.inner("Metric")
            body["metric"] = Block({
                **metric.renamed(self.say, Namespace="namespace", MetricName="metric_name"),
                **self.dimensions(metric),
                **stat.renamed(self.say, Stat="stat", Period="period"),
            })
            stat.done(), metric.done()
        given.done()
        return Block(body)

    def dimensions(self, given):
        found = [Properties(one, given.where) for one in given.take("Dimensions", [])]
        made = {one.take("Name"): self.say(one.take("Value")) for one in found}
        for one in found:
            one.done()
        return {"dimensions": made} if made else {}

    def budget(self, it, given):
        budget = given.inner("Budget")
        limit = budget.inner("BudgetLimit")
        body = {
            "name_prefix": own(it),
            **budget.renamed(self.say, BudgetType="budget_type", TimeUnit="time_unit"),
            **limit.renamed(self.say, Amount="limit_amount", Unit="limit_unit"),
            "notification": [],
        }
        for one in given.take("NotificationsWithSubscribers"):
            told = Properties(one, it)
            how = told.inner("Notification")
            people = [Properties(person, it) for person in told.take("Subscribers")]
            for person in people:
                person.only("SubscriptionType", "EMAIL")
            body["notification"].append(Block({
                **how.renamed(self.say, NotificationType="notification_type", ComparisonOperator="comparison_operator", Threshold="threshold"),
                "threshold_type": "PERCENTAGE",
                "subscriber_email_addresses": [self.say(person.take("Address")) for person in people],
            }))
            for rest in (how, told, *people):
                rest.done()
        limit.done(), budget.done()
        yield self.one("aws_budgets_budget", it, body)

    def dashboard(self, it, given):
        pattern, own_names = given.take("DashboardBody")["Fn::Sub"]
        said = str(self.template.text([pattern, own_names]))
        # Within the template's text stand JSON's own quotes.
        text = json.loads(re.sub(r'\$\{[^}]*\}', lambda found: found[0].replace('"', '\\"'), said))
        body = {"dashboard_name": self.say(given.take("DashboardName")), "dashboard_body": Expression(f"<<-EOT\n{indented(text)}  EOT")}
        yield self.one("aws_cloudwatch_dashboard", it, body)


def indented(text):
    return "".join(f"    {line}\n" for line in text.splitlines())


def own(it, prefix=True):
    """A name of the stage's own; with an end that AWS makes up, where two may be there at once or are kept."""
    return Expression(f'"${{var.name}}-{it}{"-" if prefix else ""}"')


def of_function(expression):
    return Expression(re.sub(r'\["\w+"\]', "[each.value.function]", str(expression)))


def function_of(expression):
    return {"function": re.search(r'\["(\w+)"\]', str(expression))[1]}


def nothing_for_null(value):
    """Triggers are strings."""
    return Expression(str(value).removesuffix(": null") + ': ""') if str(value).endswith(": null") else value


def projection(given):
    made = {"projection_type": given.take("ProjectionType")}
    given.done()
    return made


# The provider's types; a family's have one name there and keys within it: how they are named here ends in what is no part of it.
KINDS = {
    "AWS::DynamoDB::Table": "aws_dynamodb_table",
    "AWS::SecretsManager::Secret": "aws_secretsmanager_secret",
    "AWS::Serverless::Function": "aws_lambda_function",
    "AWS::Logs::LogGroup": "aws_cloudwatch_log_group",
    "AWS::IAM::Role": "aws_iam_role",
    "AWS::IAM::ManagedPolicy": "aws_iam_policy",
    "AWS::ApiGatewayV2::Api": "aws_apigatewayv2_api",
    "AWS::ApiGatewayV2::Stage": "aws_apigatewayv2_stage",
    "AWS::ApiGatewayV2::DomainName": "aws_apigatewayv2_domain_name",
    "AWS::ApiGatewayV2::ApiMapping": "aws_apigatewayv2_api_mapping",
    "AWS::Route53::RecordSetGroup": "aws_route53_record",
    "AWS::ApiGatewayV2::Integration": "aws_apigatewayv2_integration",
    "AWS::ApiGatewayV2::Route": "aws_apigatewayv2_route",
    "AWS::Lambda::Permission": "aws_lambda_permission",
    "AWS::Lambda::EventSourceMapping": "aws_lambda_event_source_mapping",
    "AWS::SQS::Queue": "aws_sqs_queue",
    "AWS::Events::Rule": "aws_cloudwatch_event_rule",
    "Custom::SigningKeys": "aws_lambda_invocation",
    "AWS::SES::EmailIdentity": "aws_sesv2_email_identity",
    "AWS::SES::ConfigurationSet": "aws_sesv2_configuration_set",
    "AWS::SES::ConfigurationSetEventDestination": "aws_sesv2_configuration_set_event_destination",
    "AWS::SNS::Topic": "aws_sns_topic",
    "AWS::SNS::TopicPolicy": "aws_sns_topic_policy",
    "AWS::Logs::MetricFilter": "aws_cloudwatch_log_metric_filter",
    "AWS::CloudWatch::Alarm": "aws_cloudwatch_metric_alarm",
    "AWS::Budgets::Budget": "aws_budgets_budget",
    "AWS::CloudWatch::Dashboard": "aws_cloudwatch_dashboard",
}
FAMILIES = {
    "AWS::Serverless::Function": ("function", ""),
    "AWS::Logs::LogGroup": ("function", "Logs"),
    "AWS::IAM::Role": ("function", "Role"),
    "AWS::ApiGatewayV2::Integration": ("function", "Integration"),
    "AWS::ApiGatewayV2::Route": ("to", None),
    "AWS::Lambda::Permission": ("api", "Invoke"),
    "AWS::Lambda::EventSourceMapping": ("stream", "Stream"),
    "AWS::Events::Rule": ("schedule", ""),
    "AWS::Logs::MetricFilter": ("line", ""),
}
MAKERS = {
    "AWS::DynamoDB::Table": Resources.table,
    "AWS::SecretsManager::Secret": Resources.secret,
    "AWS::Serverless::Function": Resources.function,
    "AWS::Logs::LogGroup": Resources.log_group,
    "AWS::IAM::Role": Resources.role,
    "AWS::IAM::ManagedPolicy": Resources.managed_policy,
    "AWS::ApiGatewayV2::Api": Resources.api,
    "AWS::ApiGatewayV2::Stage": Resources.stage,
    "AWS::ApiGatewayV2::DomainName": Resources.domain,
    "AWS::ApiGatewayV2::ApiMapping": Resources.mapping,
    "AWS::Route53::RecordSetGroup": Resources.records,
    "AWS::ApiGatewayV2::Integration": Resources.integration,
    "AWS::ApiGatewayV2::Route": Resources.route,
    "AWS::Lambda::Permission": Resources.permission,
    "AWS::Lambda::EventSourceMapping": Resources.stream,
    "AWS::SQS::Queue": Resources.queue,
    "AWS::Events::Rule": Resources.rule,
    "Custom::SigningKeys": Resources.signing_keys,
    "AWS::SES::EmailIdentity": Resources.identity,
    "AWS::SES::ConfigurationSet": Resources.configuration_set,
    "AWS::SES::ConfigurationSetEventDestination": Resources.mail_events,
    "AWS::SNS::Topic": Resources.topic,
    "AWS::SNS::TopicPolicy": Resources.topic_policy,
    "AWS::Logs::MetricFilter": Resources.metric_filter,
    "AWS::CloudWatch::Alarm": Resources.alarm,
    "AWS::Budgets::Budget": Resources.budget,
    "AWS::CloudWatch::Dashboard": Resources.dashboard,
}
