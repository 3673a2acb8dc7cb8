"""Cut botocore's service descriptions down to the operations that services.json names.

usage: refresh.py [services.json [output folder]]

Only facts are kept (names, shapes, bindings, paginators, endpoint rules), no documentation.
An operations value of "*" keeps every operation.
"""
import gzip
import json
import os
import sys

import botocore

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(botocore.__file__), "data")
SHAPE_KEYS = (
    "type", "enum", "payload", "flattened", "locationName", "timestampFormat",
    "error", "retryable", "streaming", "eventstream", "document",
)
MEMBER_KEYS = (
    "shape", "location", "locationName", "flattened", "idempotencyToken", "timestampFormat",
    "streaming", "jsonvalue", "hostLabel", "contextParam", "xmlNamespace", "xmlAttribute",
)
OPERATION_KEYS = ("http", "endpoint", "httpChecksumRequired", "httpChecksum", "staticContextParams")
METADATA_KEYS = ("apiVersion", "endpointPrefix", "jsonVersion", "protocol", "serviceId", "signingName", "targetPrefix")
DOTNET_KEYS = ("namespace", "baseName", "renameShapes")


def pick(source, keys):
    return {key: source[key] for key in keys if key in source}


def load(service, document):
    versions = os.path.join(DATA, service)
    path = os.path.join(versions, sorted(os.listdir(versions))[-1], document + ".json")
    if os.path.exists(path + ".gz"):
        with gzip.open(path + ".gz") as text:
            return json.load(text)
    if os.path.exists(path):
        with open(path, encoding="utf-8") as text:
            return json.load(text)
    return {}


class Excerpt:
    """The shapes that the kept operations reach."""

    def __init__(self, model, dropped):
        self.model = model
        self.dropped = {tuple(name.split(".")) for name in dropped}
        self.shapes = {}

    def keep(self, name):
        if name in self.shapes:
            return
        shape = self.model["shapes"][name]
        kept = self.shapes[name] = pick(shape, SHAPE_KEYS)
        if "members" in shape:
            kept["members"] = {}
            for member, target in shape["members"].items():
                if (name, member) not in self.dropped:
                    kept["members"][member] = self.target(target)
        for part in ("member", "key", "value"):
            if part in shape:
                kept[part] = self.target(shape[part])

    def target(self, target):
        self.keep(target["shape"])
        return pick(target, MEMBER_KEYS)

    def operation(self, operation):
        kept = pick(operation, OPERATION_KEYS)
        for side in ("input", "output"):
            if side in operation:
                kept[side] = pick(operation[side], ("shape", "resultWrapper"))
                self.keep(operation[side]["shape"])
        kept["errors"] = [error["shape"] for error in operation.get("errors", ())]
        for error in kept["errors"]:
            self.keep(error)
        return kept


def cut(service, choice):
    model = load(service, "service-2")
    names = sorted(model["operations"]) if choice["operations"] == "*" else choice["operations"]
    excerpt = Excerpt(model, choice.get("dropMembers", ()))
    operations = {name: excerpt.operation(model["operations"][name]) for name in names}
    pagination = load(service, "paginators-1").get("pagination", {})
    return {
        "source": f"botocore {botocore.__version__} {service}, cut by refresh.py",
        "dotnet": pick(choice, DOTNET_KEYS),
        "metadata": pick(model["metadata"], METADATA_KEYS),
        "operations": operations,
        "shapes": dict(sorted(excerpt.shapes.items())),
        "pagination": {name: page for name, page in sorted(pagination.items()) if name in operations},
        "endpointRules": pick(load(service, "endpoint-rule-set-1"), ("parameters", "rules")),
    }


def lines(model):
    """One line for each operation, shape and rule: small files, and readable differences."""
    compact = lambda value: json.dumps(value, separators=(",", ":"))
    parts = []
    for key, value in model.items():
        if key in ("operations", "shapes", "pagination"):
            rows = ",\n".join(f"  {json.dumps(name)}: {compact(row)}" for name, row in value.items())
            parts.append(f"{json.dumps(key)}: {{\n{rows}\n}}")
        else:
            parts.append(f"{json.dumps(key)}: {compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(choices=os.path.join(HERE, "services.json"), folder=HERE):
    with open(choices, encoding="utf-8") as text:
        services = json.load(text)
    for service, choice in services.items():
        model = cut(service, choice)
        path = os.path.join(folder, choice["package"] + ".awsmodel.json")
        with open(path, "w", encoding="utf-8", newline="\n") as text:
            text.write(lines(model))
        print(f"{choice['package']:36} {model['metadata']['protocol']:10} "
              f"{len(model['operations']):3} operations {len(model['shapes']):4} shapes {os.path.getsize(path):7} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
