# What one does here, by name. `just` lists it.
default:
    @just --list

# Everything the gate checks.
check:
    .ci/run

# All tests.
test:
    cargo test --workspace

# The tests whose names contain NAME, with their output.
one NAME:
    cargo test --workspace {{NAME}} -- --nocapture

# The tests whose names contain NAME on another DynamoDB, the rehearsal's, and where it answers otherwise than ours.
test-second-engine NAME="":
    .ci/second-engine {{NAME}}

# 100,000 random deeds of ten users and two thieves, held against what must be true. SEED chooses which.
model SEED="0":
    MODEL_DEEDS=100000 MODEL_SEED={{SEED}} cargo test --workspace --test latchkey model::

# The whole service on this machine.
local:
    cargo run

# Formats everything.
fmt:
    cargo fmt --all

# One function as it ships: small, for Lambda's arm64.
build FUNCTION:
    cargo lambda build --release --arm64 --bin {{FUNCTION}}

# All functions as they ship, and whether Lambda can run them and they are small enough.
build-all:
    cargo lambda build --release --arm64
    .ci/artefacts

# The functions as they ship, but built for this machine, behind a stand-in for Lambda.
test-released:
    cargo lambda build --release --lambda-dir target/bootstraps
    BOOTSTRAPS={{justfile_directory()}}/target/bootstraps cargo test --workspace --test latchkey -- lambda::

# What docs/performance.md says of speed, measured and written there. PARTS: lambda, serve, build; all without a name.
bench *PARTS:
    bench/run {{PARTS}}

# How fast so many users come and go, as it ships.
bench-import USERS="1000000":
    .ci/bench-import {{USERS}}

# The licences of everything that our programs contain.
notices:
    .ci/notices target/THIRD-PARTY-NOTICES.txt

# What is released (docs/release.md), and whether it is whole.
release:
    .ci/release
    .ci/check-release target/release-archive/latchkey-*.tar.gz

# The stack as a CDK app, checked and held against infra/template.yaml.
cdk:
    cd infra/cdk && npm ci && npm run build && npm run synth && npm test

# infra/terraform, printed from infra/template.yaml and checked; by Terraform, too, where that is installed.
terraform:
    target/ci-venv/bin/python -B .ci/terraform
    target/ci-venv/bin/python -B .ci/terraform --check
    command -v terraform >/dev/null || exit 0; infra/terraform/tests/run

# A picture of every page of accounts and of the console, light and dark, wide and on a phone. Wants selenium; see tests/browser.
pictures FOLDER="target/pictures":
    SCREENSHOTS={{FOLDER}} .ci/browser

# Ten tasks at the console and at Django's admin, counted (docs/console.md). Wants selenium; see tests/browser.
tasks:
    .ci/tasks

# A deployment from its first day to its last, on an emulated AWS (docs/rehearsal.md), after `just check` has built for it.
rehearse:
    .ci/rehearse
