"""Expands template.yaml to plain CloudFormation, for checks that know AWS::Lambda::Function and not AWS::Serverless::Function.

Usage: python3 build/checks/expand_template.py > expanded.json
Needs aws-sam-translator and cfn-lint (for its YAML reader). Nothing is sent anywhere.
"""

import json
import os
import re
import sys
from pathlib import Path

from cfnlint.decode.cfn_yaml import load as load_template
from samtranslator.parser.parser import Parser
from samtranslator.translator.transform import transform

ROOT = Path(__file__).resolve().parents[2]

# The translator wants uploaded code and definitions; their content plays no part in what is checked here.
CODE = "s3://checked-only/bootstrap.zip"

# An account and a Region of the documentation, where a deployment has its own.
PSEUDO = {
    "AWS::AccountId": "111122223333",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::StackName": "incident-responder",
    "AWS::URLSuffix": "amazonaws.com",
}


class NoManagedPolicies:
    """Stands where the translator would look up AWS managed policies by name; the template names none."""

    def load(self):
        return {}


def plain(node):
    """The same template without the reader's line-number types, which the translator does not know."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def evaluate(node, values):
    """Puts parameters' defaults in the place of Ref, and text in the place of Fn::Sub, as a deployment would."""
    if isinstance(node, list):
        return [evaluate(value, values) for value in node]
    if not isinstance(node, dict):
        return node
    if len(node) == 1:
        name, argument = next(iter(node.items()))
        if name == "Ref" and argument in values:
            return values[argument]
        if name == "Fn::Sub":
            return substitute(argument, values)
    return {key: evaluate(value, values) for key, value in node.items()}


def substitute(argument, values):
    text, own = (argument, {}) if isinstance(argument, str) else (argument[0], argument[1])
    known = values | {key: value for key, value in own.items() if isinstance(value, str)}
    return re.sub(r"\$\{([^}!]+)\}", lambda name: str(known.get(name[1], name[1].split(".")[0].strip("_").lower())), text)


def inline(template):
    """Puts each state machine's definition in the template, and an address in the place of the functions' code."""
    template["Globals"]["Function"]["CodeUri"] = CODE
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::StateMachine":
            definition = ROOT / resource["Properties"].pop("DefinitionUri")
            resource["Properties"]["Definition"] = json.loads(definition.read_text())
    return template


def expand(path):
    os.environ.setdefault("AWS_DEFAULT_REGION", PSEUDO["AWS::Region"])
    template = inline(plain(load_template(str(path))))
    parameters = {name: body.get("Default", "") for name, body in template["Parameters"].items()}
    return evaluate(transform(template, parameters, NoManagedPolicies(), Parser()), PSEUDO | parameters)


if __name__ == "__main__":
    json.dump(expand(ROOT / "template.yaml"), sys.stdout, indent=2)
