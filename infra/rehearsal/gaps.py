"""What the emulator lacks, and what makes up for it here: each a change of its source, with the reason.

`python gaps.py` makes the changes in the environment that it runs in, once. A text that is not there exactly once ends it:
then the emulator is another one, and every gap has to be looked at again. docs/rehearsal.md has the list, ready to report.
"""

import base64
import email
import email.utils
import importlib.util
import json
import os
import pathlib
import re
import sys

API = "services/apigateway.py"
CLOUDFORMATION = "services/cloudformation/provisioners.py"
FRONT = "http://127.0.0.1:{__import__('gaps').port(api_id)}"

# (file, what it lacks, its text, ours)
GAPS = [
    (
        CLOUDFORMATION,
        "alarms over several metrics are refused: they are kept, and never ring",
        '    if props.get("Metrics"):\n        raise ValueError(',
        '    if props.get("Metrics"):\n        props = {**props, "MetricName": "math", "Namespace": "Math"}\n    if False:\n        raise ValueError(',
    ),
    (
        CLOUDFORMATION,
        "a generated secret has punctuation, and a comma separates our fallbacks",
        '        chars = _string.ascii_letters + _string.digits + _string.punctuation\n        chars = "".join(c for c in chars if c not in exclude)\n        import random\n',
        '        chars = _string.ascii_letters + _string.digits\n        import random\n',
    ),
    (
        CLOUDFORMATION,
        "a table is made without its TTL and its point-in-time recovery",
        '    _dynamodb._tables[name] = table\n    if props.get("Tags"):\n',
        '    _dynamodb._tables[name] = table\n    __import__("gaps").complete(_dynamodb, name, props)\n    if props.get("Tags"):\n',
    ),
    (
        CLOUDFORMATION,
        "an API's host name does not resolve: each has a port of its own (emulator.py)",
        "\"apiEndpoint\": f\"{_apigw_v2._api_endpoint_scheme(protocol)}://{api_id}.execute-api.{_MINISTACK_HOST}:{os.environ.get('GATEWAY_PORT', '4566')}\"",
        f'"apiEndpoint": f"{FRONT}"',
    ),
    (
        "services/dynamodb.py",
        "a table restored to a moment does not say where it comes from",
        '    _items_replaced(_tables[target])\n    return json_response({"TableDescription": _table_description(target)})\n\n\n# ---------------------------------------------------------------------------\n# Account-level',
        '    _items_replaced(_tables[target])\n    _tables[target]["RestoreSummary"] = {"SourceTableArn": src["TableArn"], "RestoreDateTime": int(time.time()), "RestoreInProgress": False}\n    return json_response({"TableDescription": _table_description(target)})\n\n\n# ---------------------------------------------------------------------------\n# Account-level',
    ),
    (
        "services/dynamodb.py",
        "nor do those restored from a backup, once they are there",
        '    if t.get("BillingModeSummary"):\n        desc["BillingModeSummary"] = t["BillingModeSummary"]\n    if t.get("GlobalSecondaryIndexes"):\n        desc[',
        '    if t.get("RestoreSummary"):\n        desc["RestoreSummary"] = t["RestoreSummary"]\n    if t.get("BillingModeSummary"):\n        desc["BillingModeSummary"] = t["BillingModeSummary"]\n    if t.get("GlobalSecondaryIndexes"):\n        desc[',
    ),
    (
        API,
        "OPTIONS is answered by the gateway, with 403, also where it has no CORS of its own: AWS hands it to the route",
        '    if method == "OPTIONS":\n        return _cors_preflight_response(cors_cfg,',
        '    if method == "OPTIONS" and cors_cfg:\n        return _cors_preflight_response(cors_cfg,',
    ),
    (
        API,
        "`X/{proxy+}` does not match `X/`",
        '                pattern_parts.append("(.+)")\n            else:\n                param_names.append(inner)\n                pattern_parts.append("([^/]+)")',
        '                pattern_parts.append("(.*)")\n            else:\n                param_names.append(inner)\n                pattern_parts.append("([^/]+)")',
    ),
    (
        API,
        "cookies arrive as a header: payload 2.0 has them in a list of their own",
        '    # Real AWS omits body entirely for a bodyless request rather than sending\n',
        '    if "cookie" in headers:\n        event["cookies"] = event["headers"].pop("cookie").split("; ")\n    # Real AWS omits body entirely for a bodyless request rather than sending\n',
    ),
    (
        API,
        "an answer without a content type is called JSON",
        '    status = lambda_response.get("statusCode", 200)\n    resp_headers = {"Content-Type": "application/json"}\n    # Apply the Lambda\'s headers',
        '    status = lambda_response.get("statusCode", 200)\n    resp_headers = {}\n    # Apply the Lambda\'s headers',
    ),
    (
        "core/iam_actions.py",
        "`dynamodb:LeadingKeys`, and `dynamodb:Attributes` of writes, are not known",
        '    context["dynamodb:Select"] = select\n    return context',
        '    context["dynamodb:Select"] = select\n    return {**context, **__import__("gaps").keys_of(data)}',
    ),
    (
        "app.py",
        "nor are they in the items of a transaction",
        '                for item_action, item_arn in transaction_checks:\n',
        '                for (item_action, item_arn), keys in zip(transaction_checks, __import__("gaps").transaction(body)):\n                    item_context = {**item_context, **keys}\n',
    ),
    (
        "core/iam_actions.py",
        "a mail that is sent is of no identity",
        '        identity = _query_param(query_params, "Identity")\n        if identity:\n            return f"arn:aws:ses:',
        '        identity = _query_param(query_params, "Identity") or __import__("gaps").sender(query_params).get("ses:FromAddress")\n        if identity:\n            return f"arn:aws:ses:',
    ),
    (
        "app.py",
        "`ses:FromAddress` is not known",
        '            service_context = {**request_tag_context(service, iam_action, body, routing_params),\n',
        '            if service == "ses":\n                service_context = __import__("gaps").sender(routing_params)\n            service_context = {**request_tag_context(service, iam_action, body, routing_params),\n',
    ),
]


# An API's own port, in the order in which they are made.
_ports: dict[str, int] = {}


def port(api_id: str) -> int:
    """The port on which this API answers as if it had a host of its own."""
    return _ports.setdefault(api_id, int(os.environ["GATEWAY_PORT"]) + 1 + len(_ports))


def api_at(port: int) -> str | None:
    """The API that answers on this port."""
    return next((api for api, its in _ports.items() if its == port), None)


def keys_of(call: dict) -> dict:
    """The partitions and attributes that a call to one table names."""
    partitions, attributes = set(), set()
    requests = call.get("RequestItems") or {}
    for table in requests.values():
        partitions |= {key["pk"]["S"] for key in table.get("Keys", [])}
    for item in [call.get("Key"), call.get("Item")]:
        if item:
            partitions.add(item["pk"]["S"])
            attributes |= set(item)
    names, values = call.get("ExpressionAttributeNames") or {}, call.get("ExpressionAttributeValues") or {}
    condition = re.match(r"\s*\(?\s*([#\w]+)\s*=\s*(:\w+)", call.get("KeyConditionExpression") or "")
    if condition:
        partitions.add(values[condition[2]]["S"])
    if "UpdateExpression" in call or "Item" in call:
        attributes |= set(names.values())
    found = {}
    if partitions:
        found["dynamodb:LeadingKeys"] = sorted(partitions)
    if attributes and not requests and "Select" not in call:
        found["dynamodb:Attributes"] = sorted(attributes)
    return found


def transaction(body: bytes) -> list[dict]:
    """The same for each item of a transaction."""
    items = json.loads(body)["TransactItems"]
    return [keys_of(detail) for item in items for detail in item.values()]


def sender(call: dict) -> dict:
    """The address that a mail is sent from."""
    def one(value):
        return value[0] if isinstance(value, list) else value

    source = one(call.get("Source"))
    if not source and call.get("RawMessage.Data"):
        source = email.message_from_bytes(base64.b64decode(one(call["RawMessage.Data"])))["From"]
    return {"ses:FromAddress": email.utils.parseaddr(source)[1]} if source else {}

def complete(dynamodb, name: str, properties: dict) -> None:
    """Gives a new table of a stack its TTL and its point-in-time recovery."""
    for operation, specification in [
        (dynamodb._update_ttl, "TimeToLiveSpecification"),
        (dynamodb._update_continuous_backups, "PointInTimeRecoverySpecification"),
    ]:
        if properties.get(specification):
            operation({"TableName": name, specification: properties[specification]})


def main() -> None:
    package = pathlib.Path(importlib.util.find_spec("ministack").origin).parent
    done = package / "mended"
    if done.exists():
        return
    for name, reason, before, after in GAPS:
        path = package / name
        source = path.read_text()
        if source.count(before) != 1:
            sys.exit(f"the emulator is another one; look again at: {reason}")
        path.write_text(source.replace(before, after))
    done.touch()


if __name__ == "__main__":
    main()
