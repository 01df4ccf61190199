"""Prints infra/terraform from infra/template.yaml: .ci/terraform [--check]

With `--check` it changes nothing, and tells whether the module is what would be printed, whether it can be read, and whether
every change of anything in the template would be one of the module (check.py).
"""
import sys

import check
from module import module
from template import ROOT, read

FOLDER = ROOT / "infra/terraform"


def main(*arguments):
    template = read((ROOT / "infra/template.yaml").read_text())
    files = module(template)
    if arguments == ("--check",):
        check.check(template, files, FOLDER)
        return
    for file, text in files.items():
        (FOLDER / file).write_text(text)
    print(f"{FOLDER}: {', '.join(files)}")


main(*sys.argv[1:])
