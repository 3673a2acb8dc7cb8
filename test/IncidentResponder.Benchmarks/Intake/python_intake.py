"""The comparison: reads findings, names their incidents and puts them before the policy's rules, in plain Python.

Arguments: policy file, event file, how many findings. Prints the processor time a finding in microseconds."""
import fnmatch
import hashlib
import json
import re
import sys
import time
from datetime import datetime

LABELS = ["Informational", "Low", "Medium", "High", "Critical"]


def label(severity):
    return LABELS[0 if severity < 1 else 1 if severity < 4 else 2 if severity < 7 else 3 if severity < 9 else 4]


def read(text):
    detail = json.loads(text)["detail"]
    service = detail["service"]
    resource = detail["resource"]
    instance = resource.get("instanceDetails") or {}
    key = resource.get("accessKeyDetails") or {}
    remote = ((service.get("action") or {}).get("networkConnectionAction") or {}).get("remoteIpDetails") or {}
    return {
        "id": detail["id"],
        "type": detail["type"],
        "title": detail["title"][:256],
        "description": detail["description"][:1024],
        "account": detail["accountId"],
        "region": detail["region"],
        "severity": label(float(detail["severity"])),
        "target": instance.get("instanceId") or key.get("accessKeyId"),
        "principal": key.get("userName"),
        "role": service.get("resourceRole"),
        "remote": [remote["ipAddressV4"]] if "ipAddressV4" in remote else [],
        "created": datetime.fromisoformat(detail["createdAt"].replace("Z", "+00:00")),
        "last": datetime.fromisoformat(service["eventLastSeen"].replace("Z", "+00:00")),
        "count": service["count"],
    }


def name(finding):
    day = finding["created"].strftime("%Y%m%d")
    about = [finding["account"], finding["region"], "AwsEc2Instance", finding["target"], "ContainInstance", day]
    return f"INC-{day}-{hashlib.sha256(json.dumps(about, separators=(',', ':')).encode()).hexdigest()[:16]}"


def compiled(rule):
    return rule, re.compile("|".join(fnmatch.translate(one) for one in rule["findingTypes"]))


def decide(rules, finding, tags):
    for rule, types in rules:
        if (
            types.match(finding["type"])
            and LABELS.index(finding["severity"]) >= LABELS.index(rule.get("minimumSeverity", "Informational"))
            and all(tags.get(tag) in values for tag, values in rule.get("targetTags", {}).items())
        ):
            return rule["mode"], rule["name"]
    return "NotifyOnly", "default"


def main(policy, event, findings):
    with open(policy, encoding="utf-8") as file:
        rules = [compiled(rule) for rule in json.load(file)["rules"] if "when" not in rule]
    with open(event, encoding="utf-8") as file:
        text = file.read()
    incidents = set()
    began = time.process_time()
    for _ in range(findings):
        finding = read(text)
        incidents.add(name(finding))
        decide(rules, finding, {})
    print((time.process_time() - began) * 1e6 / findings)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
