"""Runs the guard rules on the expanded template and compares what fails with guard-exceptions.txt.

Usage: python3 build/checks/guard.py expanded.json
Prints one line a rule that applies; exits 1 when a rule fails that is not excepted, or an exception is out of date.
"""

import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "node_modules/@cdklabs/cdk-validator-cfnguard"
SYSTEMS = {"Linux": "ubuntu", "Darwin": "macos"}


def program():
    processor = "aarch64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    return PACKAGE / "bin" / SYSTEMS[platform.system()] / processor / "cfn-guard"


def outcomes(expanded):
    """Each rule that applies, and PASS or FAIL."""
    run = subprocess.run(
        [program(), "validate", "-d", expanded, "-r", PACKAGE / "rules/control-tower/cfn-guard", "--show-summary", "all"],
        capture_output=True, text=True, check=False)
    found = dict(re.findall(r"^\S+\.guard/(\w+)\s+(PASS|FAIL)$", run.stdout, re.MULTILINE))
    if not found:
        sys.exit(f"cfn-guard reported no rule at all (exit {run.returncode}): {run.stderr.strip()}")
    return found


def exceptions():
    lines = (HERE / "guard-exceptions.txt").read_text().splitlines()
    return {line.split()[1] for line in lines if line.strip() and not line.startswith("#")}


def main(expanded):
    found, excepted = outcomes(expanded), exceptions()
    failed = {rule for rule, outcome in found.items() if outcome == "FAIL"}
    for rule, outcome in sorted(found.items()):
        print(f"{'excepted' if rule in failed & excepted else outcome.lower():9}{rule}")
    for rule in sorted(failed - excepted):
        print(f"{rule} fails: mend template.yaml, or list the rule with a reason in build/checks/guard-exceptions.txt")
    for rule in sorted(excepted - failed):
        print(f"{rule} is excepted but does not fail: take it out of build/checks/guard-exceptions.txt")
    return 1 if failed ^ excepted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
