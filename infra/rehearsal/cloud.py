"""The emulated AWS, and what a deployer does there: with the SAM CLI, the AWS SDK and `latchkey`, as on AWS."""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request

import boto3

ROOT = pathlib.Path(__file__).parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BOOTSTRAPS = pathlib.Path(os.environ.get("BOOTSTRAPS", TARGET / "bootstraps"))
LATCHKEY = pathlib.Path(os.environ.get("LATCHKEY", TARGET / "debug/latchkey"))
SAM = os.environ.get("SAM", TARGET / "ci-venv/bin/sam")
ARCHIVE = pathlib.Path(os.environ.get("ARCHIVE", TARGET / "release-try/latchkey-*.tar.gz"))
PORT = 24566
SENDER = "accounts@example.org"

ENVIRONMENT = {
    **os.environ,
    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{PORT}",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "SAM_CLI_TELEMETRY": "0",
    "CDK_DISABLE_CLI_TELEMETRY": "true",
}
os.environ |= {name: ENVIRONMENT[name] for name in ENVIRONMENT if name.startswith("AWS_")}


@contextlib.contextmanager
def running():
    """The emulator, with IAM enforced, for as long as this lasts; its log is kept if something fails."""
    log = pathlib.Path(tempfile.gettempdir()) / "latchkey-rehearsal.log"
    with tempfile.TemporaryDirectory() as folder, log.open("w") as out:
        settings = {
            "AUTH": "true",
            "GATEWAY_PORT": str(PORT),
            "MINISTACK_REGION": ENVIRONMENT["AWS_REGION"],
            "IOT_MTLS_ENABLED": "0",
            "TMPDIR": folder,
        }
        emulator = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("emulator.py")],
            env=ENVIRONMENT | settings, stdout=out, stderr=out, start_new_session=True,
        )
        try:
            eventually("the emulator answers", lambda: socket.create_connection(("127.0.0.1", PORT)).close() or True)
            yield
            log.unlink()
        finally:
            os.killpg(emulator.pid, signal.SIGTERM)
            emulator.wait()


def eventually(what: str, found, seconds: float = 60):
    """Asks until there is an answer."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if answer := found():
                return answer
        if time.monotonic() > end:
            raise SystemExit(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def aws(service: str):
    """A client of the emulator, as the account's administrator."""
    return boto3.client(service)


def template(folder: pathlib.Path) -> pathlib.Path:
    """The template for this machine: nothing is changed but the architecture and where the functions are."""
    text = (ROOT / "infra/template.yaml").read_text()
    path = folder / "template.yaml"
    path.write_text(for_this_machine(re.sub(r"CodeUri: \.\./functions/(\w+)", rf"CodeUri: {BOOTSTRAPS}/\1", text)))
    return path


def released(folder: pathlib.Path) -> pathlib.Path:
    """The template of an archive of `.ci/release` with functions for this machine, unpacked in the folder."""
    (archive,) = ARCHIVE.parent.glob(ARCHIVE.name)
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    path = folder / archive.name.removesuffix(".tar.gz") / "template.yaml"
    path.write_text(for_this_machine(path.read_text()))
    return path


def for_this_machine(template: str) -> str:
    """Nothing else is changed."""
    machine = {"x86_64": "x86_64", "aarch64": "arm64"}[os.uname().machine]
    return template.replace("Architectures: [arm64]", f"Architectures: [{machine}]")


def deploy(stack: str, path: pathlib.Path, **parameters: str) -> dict[str, str]:
    """`sam deploy`, and the outputs."""
    deployed = try_to_deploy(stack, path, **parameters)
    if deployed.returncode:
        failed = [
            f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason')}"
            for event in aws("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
            if "FAILED" in event["ResourceStatus"]
        ]
        raise SystemExit("\n".join([deployed.stdout[-2000:], *failed]))
    return outputs(stack)


def try_to_deploy(stack: str, path: pathlib.Path, **parameters: str) -> subprocess.CompletedProcess:
    """The same, for what shall fail."""
    command = deployment(stack, path, **parameters)
    return subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def deployment(stack: str, path: pathlib.Path, **parameters: str) -> list[str]:
    """The words of `sam deploy`. What it does not say of parameters stays as it was."""
    overrides = [f"{name}={value}" for name, value in parameters.items()]
    return [
        str(SAM), "deploy", "--template-file", str(path), "--stack-name", stack, "--resolve-s3", "--capabilities", "CAPABILITY_IAM",
        "--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar", "--disable-rollback", "--parameter-overrides", *overrides,
    ]


def deploy_cdk(*stacks: str) -> None:
    """`cdk deploy` of the sample. What `cdk bootstrap` makes there is made here, but for its roles (docs/rehearsal.md)."""
    account, region = aws("sts").get_caller_identity()["Account"], ENVIRONMENT["AWS_REGION"]
    bucket = f"cdk-hnb659fds-assets-{account}-{region}"
    aws("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
    aws("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    with tempfile.TemporaryDirectory() as out:
        deployed = subprocess.run(
            ["npx", "cdk", "deploy", *stacks, "-c", f"binaries={BOOTSTRAPS}", "--require-approval", "never", "--output", out],
            cwd=ROOT / "infra/cdk", env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
    if deployed.returncode:
        raise SystemExit(deployed.stdout[-4000:])


def outputs(stack: str) -> dict[str, str]:
    """What a stack tells."""
    told = aws("cloudformation").describe_stacks(StackName=stack)["Stacks"][0].get("Outputs", [])
    return {output["OutputKey"]: output["OutputValue"] for output in told}


def delete(stack: str) -> None:
    """Deletes a stack, and waits."""
    aws("cloudformation").delete_stack(StackName=stack)
    aws("cloudformation").get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})


def secret(arn: str) -> dict[str, str]:
    """The secret's two fields."""
    return json.loads(aws("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def latchkey(told: dict[str, str], *arguments: str, stdin: str = "", **settings: str) -> str:
    """`latchkey` on a stack's table, with its secret key; what it prints."""
    done = try_latchkey(told, *arguments, stdin=stdin, **settings)
    if done.returncode:
        raise SystemExit(f"latchkey {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def try_latchkey(told: dict[str, str], *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess:
    """The same, for what shall fail."""
    key = secret(told["SecretKeyArn"])
    settings = {
        "LATCHKEY_TABLE": told["TableName"], "LATCHKEY_SECRET_KEY": key["key"],
        "LATCHKEY_SECRET_KEY_FALLBACKS": key["fallbacks"], **settings,
    }
    return subprocess.run(
        [LATCHKEY, *arguments], env=ENVIRONMENT | settings, input=stdin, capture_output=True, text=True,
    )


_read: dict[str, int] = {}


def mail_to(address: str) -> dict:
    """The next mail to an address that was not read before, once it is there: `Subject` and `BodyText`."""
    def unread():
        with urllib.request.urlopen(f"{ENVIRONMENT['AWS_ENDPOINT_URL']}/_ministack/ses/messages") as answer:
            sent = [mail for account in json.load(answer)["messages"].values() for mail in account]
        return [mail for mail in sent if address in mail["To"]][_read.get(address, 0):]

    mail = eventually(f"a mail to {address}", unread)[0]
    _read[address] = _read.get(address, 0) + 1
    return mail


def link_to(address: str) -> dict[str, str]:
    """The uid and the token of the link in the next mail to an address."""
    uid, token = re.search(r"https?://\S+/([^/\s]+)/([^/\s]+)", mail_to(address)["BodyText"]).groups()
    return {"uid": uid, "token": token}
