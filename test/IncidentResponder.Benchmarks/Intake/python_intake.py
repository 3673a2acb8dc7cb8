"""The comparison: the same work in plain Python, as somebody would write it who knows Python well.

It reads a GuardDuty finding with the same members and checks, names the incident, and decides with explanation, guards and plan.
Arguments: policy file, event file, how many findings. Prints the processor time a finding in microseconds, then the last finding's
incident, mode, rule and number of calls, which must be those that the responder gives."""
import fnmatch
import hashlib
import json
import re
import sys
import time
from datetime import datetime, timezone
from ipaddress import ip_address

LABELS = ["Informational", "Low", "Medium", "High", "Critical"]
MODES = ["Ignore", "NotifyOnly", "AskFirst", "ContainNow"]
INSTANCE_FINDINGS = [
    "CryptoCurrency:EC2/*", "CryptoCurrency:Runtime/*", "Impact:EC2/BitcoinDomainRequest.Reputation", "Impact:EC2/PortSweep",
    "Impact:EC2/WinRMBruteForce", "Backdoor:EC2/*", "Trojan:EC2/*", "Recon:EC2/Portscan", "UnauthorizedAccess:EC2/TorClient",
    "UnauthorizedAccess:EC2/TorRelay", "UnauthorizedAccess:EC2/MetadataDNSRebind", "UnauthorizedAccess:EC2/SSHBruteForce",
    "UnauthorizedAccess:EC2/RDPBruteForce",
]
DETAILS = [
    ("eksClusterDetails", "AwsEksCluster", "name", "arn"), ("ecsClusterDetails", "AwsEcsCluster", "name", "arn"),
    ("containerDetails", "Container", "id", "arn"), ("lambdaDetails", "AwsLambdaFunction", "functionName", "functionArn"),
    ("rdsDbInstanceDetails", "AwsRdsDbInstance", "dbInstanceIdentifier", "dbInstanceArn"),
    ("ebsSnapshotDetails", "AwsEc2Snapshot", "snapshotId", "snapshotArn"), ("ec2ImageDetails", "AwsEc2Image", "imageId", "imageArn"),
]


def any_of(patterns):
    return re.compile("|".join(fnmatch.translate(one) for one in patterns))


IS_INSTANCE_FINDING = any_of(INSTANCE_FINDINGS)
ACCOUNT, INSTANCE, TECHNIQUE = re.compile(r"\d{12}\Z"), re.compile(r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})\Z"), re.compile(r"\bT\d{4}(?:\.\d{3})?\b")


def moment(text):
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def needed(finding, name):
    value = finding.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text; send the event as the detector published it.")
    return value


def label(severity):
    return LABELS[0 if severity < 1 else 1 if severity < 4 else 2 if severity < 7 else 3 if severity < 9 else 4]


def resources_in(resource, account, region, partition):
    found, instance = [], (resource.get("instanceDetails") or {}).get("instanceId")
    if instance:
        found.append({"type": "AwsEc2Instance", "id": instance, "account": account, "region": region,
                      "arn": f"arn:{partition}:ec2:{region}:{account}:instance/{instance}"})
    for bucket in resource.get("s3BucketDetails") or []:
        found.append({"type": "AwsS3Bucket", "id": bucket.get("name"), "account": account, "region": region, "arn": bucket.get("arn")})
    for details, kind, name, arn in DETAILS:
        if about := resource.get(details):
            found.append({"type": kind, "id": about.get(name), "account": account, "region": region, "arn": about.get(arn)})
    if key := resource.get("accessKeyDetails"):
        found.append({"type": "AwsIamAccessKey", "id": key.get("accessKeyId"), "account": account, "region": region, "arn": None})
    return found or [{"type": "AwsAccount", "id": account, "account": account, "region": region, "arn": None}]


def addresses_in(service):
    found = []
    for action in (service.get("action") or {}).values():
        if not isinstance(action, dict):
            continue
        for place in [*(action.get("portProbeDetails") or []), action]:
            remote = place.get("remoteIpDetails") or {}
            for one in (remote.get("ipAddressV4"), remote.get("ipAddressV6")):
                if one and one not in found and is_address(one):
                    found.append(one)
    return found[:20]


def is_address(text):
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def read(text):
    event = json.loads(text)
    finding = event["detail"]
    if event.get("source") != "aws.guardduty" or event.get("detail-type") != "GuardDuty Finding" or not isinstance(finding, dict):
        raise ValueError("The event is none of GuardDuty's.")
    account = needed(finding, "accountId")
    if not ACCOUNT.match(account):
        raise ValueError("accountId must be an account number of twelve digits, as text.")
    service, resource = finding.get("service") or {}, finding.get("resource") or {}
    arn = (finding.get("arn") or "").split(":", 5)
    doubt = None
    if len(arn) == 6 and arn[4] != account:
        doubt = f"The finding's ARN names account '{arn[4]}' but the finding is about {account}."
    elif event.get("account") != account:
        doubt = f"The finding is about account {account} but was delivered in account {event.get('account')}."
    region, type_, id_ = finding.get("region") or event.get("region"), needed(finding, "type"), needed(finding, "id")
    title, info, key = finding.get("title") or type_, service.get("additionalInfo") or {}, resource.get("accessKeyDetails")
    created = moment(finding.get("createdAt") or finding.get("updatedAt") or event["time"])
    return {
        "id": id_, "source": "GuardDuty", "security_hub_id": finding.get("arn"),
        "product_arn": f"arn:{arn[1]}:securityhub:{region}::product/aws/guardduty", "type": type_,
        "title": title[:256], "description": (finding.get("description") or "")[:1024], "account": account, "region": region,
        "severity": label(float(finding["severity"])), "resources": resources_in(resource, account, region, arn[1]),
        "principal": {"kind": key.get("userType"), "name": key.get("userName"), "key": key.get("accessKeyId")} if key else None,
        "state": "Archived" if service.get("archived") in (True, "true") else "Active", "role": (service.get("resourceRole") or "").upper(),
        "remote": addresses_in(service), "created": created, "first": moment(service.get("eventFirstSeen")),
        "last": moment(service.get("eventLastSeen") or finding.get("updatedAt")) or created, "count": int(service.get("count") or 1),
        "techniques": TECHNIQUE.findall(finding.get("description") or "") if type_.startswith("AttackSequence:") else [],
        "sample": title.upper().startswith("[SAMPLE]") or info.get("sample") is True or '"sample":true' in str(info.get("value", "")).replace(" ", ""),
        "links": [f"https://{region}.console.aws.amazon.com/guardduty/home?region={region}#/findings?macros=current&fId={id_}"], "doubt": doubt,
    }


def opened(finding):
    target = finding["resources"][0]
    contain = (not finding["sample"] and not finding["doubt"] and IS_INSTANCE_FINDING.match(finding["type"])
               and target["type"] == "AwsEc2Instance" and INSTANCE.match(target["id"]) and finding["role"] == "ACTOR")
    playbook, day = "ContainInstance" if contain else "NotifyOnly", finding["created"].strftime("%Y%m%d")
    about = [finding["account"], finding["region"], target["type"], target["id"], playbook if contain else f"{playbook} {finding['type']}", day]
    name = hashlib.sha256(json.dumps(about, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()[:16]
    return {"id": f"INC-{day}-{name}", "finding": finding, "playbook": playbook, "target": target, "opened_at": finding["last"]}


def misses(rule, finding, tags):
    if LABELS.index(finding["severity"]) < LABELS.index(rule.get("minimumSeverity", "Informational")):
        yield f"the severity were {rule['minimumSeverity']} or more"
    for tag, values in rule.get("targetTags", {}).items():
        if tags.get(tag) not in values:
            yield f"tag {tag} were {' or '.join(values)} (it is {tags.get(tag, 'absent')})"


def guards(policy, incident, facts):
    target, finding = incident["target"], incident["finding"]
    if incident["playbook"] == "NotifyOnly":
        yield 1, "There is no playbook that contains it."
    if "mostMode" in policy:
        yield MODES.index(policy["mostMode"]), f"The policy's mostMode is {policy['mostMode']}."
    if target["account"] != finding["account"]:
        yield 1, f"{target['id']} is in account {target['account']}: nothing is changed."
    if target["id"] in policy["protected"]["resources"]:
        yield 1, f"The policy protects {target['id']}: nothing is changed."
    if finding["principal"] and finding["principal"]["name"] in policy["protected"]["users"]:
        yield 1, f"The policy protects user {finding['principal']['name']}: nothing is changed."
    if facts["tags"].get("incident-responder") == "protected":
        yield 2, f"Tag incident-responder=protected on {target['id']}: people are asked first."
    if not facts["exists"] or not facts["state"]:
        yield 1, f"{target['id']} was not found or not read."


def plan(incident):
    target = incident["target"]["id"]
    steps = [
        (f"Keep {target}: protect it and replace it in its Auto Scaling group", [
            f"ec2:ModifyInstanceAttribute {target} DisableApiTermination=true",
            f"ec2:ModifyInstanceAttribute {target} InstanceInitiatedShutdownBehavior=stop"]),
        (f"Isolate {target} from the network", [
            "ec2:CreateSecurityGroup ir-empty and ir-open in the VPC, unless they exist",
            "ec2:RevokeSecurityGroupIngress, ec2:RevokeSecurityGroupEgress ir-empty: every rule, IPv4 and IPv6",
            "ec2:AuthorizeSecurityGroupIngress, ec2:AuthorizeSecurityGroupEgress ir-open: all traffic, IPv4 and IPv6",
            "(wait 10 s until live connections are untracked)"]),
    ]
    return [{"number": number, "title": title, "target": incident["target"], "calls": calls} for number, (title, calls) in enumerate(steps, 1)]


def decide(policy, rules, incident, facts, at):
    finding = incident["finding"]
    chosen, otherwise = {"name": "default", "mode": "NotifyOnly"}, []
    for rule, types in rules:
        if not types.match(finding["type"]):
            continue
        lacking = list(misses(rule, finding, facts["tags"]))
        if not lacking:
            chosen = rule
            break
        if len(lacking) == 1 and len(otherwise) < 3:
            otherwise.append(f"Rule '{rule['name']}' ({rule['mode']}) would have decided if {lacking[0]}.")
    because = [f"Rule '{chosen['name']}' matches {finding['type']} at severity {finding['severity']}: {chosen['mode']}."]
    mode, principal = MODES.index(chosen["mode"]), finding["principal"] or {}
    for most, why in guards(policy, incident, facts):
        if most <= mode:
            mode = most
            because.append(why)
    approvers = [one for one in policy["approvers"] if one.split("@")[0] not in (principal.get("name"), facts["tags"].get("owner"))]
    if mode == 2 and not approvers:
        mode = 1
        because.append("There is nobody who may approve: nothing is changed.")
    return {
        "mode": MODES[mode], "rule": chosen["name"], "because": because, "otherwise": otherwise, "steps": plan(incident) if mode >= 2 else [],
        "facts": facts, "approvers": approvers, "window": chosen.get("windowSeconds", policy["windowSeconds"].get(finding["severity"], 900)),
        "contain_on_expiry": mode == 2 and chosen.get("onExpiry", {}).get(finding["severity"]) == "contain", "at": at,
    }


def main(policy_file, event, findings):
    with open(policy_file, encoding="utf-8") as file:
        policy = json.load(file)
    rules = [(rule, any_of(rule["findingTypes"])) for rule in policy["rules"] if "when" not in rule]
    facts = {"exists": True, "tags": {}, "state": {"assumed": "yes"}}
    with open(event, encoding="utf-8") as file:
        text = file.read()
    incidents = set()
    began = time.process_time()
    for _ in range(findings):
        incident = opened(read(text))
        incidents.add(incident["id"])
        decision = decide(policy, rules, incident, facts, incident["finding"]["last"])
    micros = (time.process_time() - began) * 1e6 / findings
    print(micros, incident["id"], decision["mode"], decision["rule"], sum(len(step["calls"]) for step in decision["steps"]))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
