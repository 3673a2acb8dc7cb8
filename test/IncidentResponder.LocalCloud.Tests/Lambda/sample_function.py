#!/usr/bin/env python3
"""A function on Lambda's Runtime API for tests: what it does is named by _HANDLER or by the event."""
import json, os, sys, time, urllib.request

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"


def post(path, body, request=None):
    return urllib.request.urlopen(urllib.request.Request(f"{API}/{path}", data=json.dumps(body).encode(), method="POST")).read()


def call_topics():
    scope = f"Credential={os.environ['AWS_ACCESS_KEY_ID']}/20260101/{os.environ['AWS_REGION']}/sns/aws4_request"
    request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"], data=b"Action=ListTopics&Version=2010-03-31", method="POST")
    request.add_header("Authorization", f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0")
    return urllib.request.urlopen(request).read().decode()


def answer(event):
    does = event.get("do") if isinstance(event, dict) else None
    print(f"{os.environ['_HANDLER']} does {does}", flush=True)
    if does == "crash":
        os._exit(3)
    if does == "sleep":
        time.sleep(event["seconds"])
    if does == "fail":
        raise ValueError("as asked")
    if does == "env":
        return dict(os.environ)
    if does == "pid":
        return os.getpid()
    if does == "call":
        return call_topics()
    if os.environ["_HANDLER"] == "Refuse" and "Records" in event:
        return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"] if r["body"] == "bad"]}
    return event


while True:
    with urllib.request.urlopen(f"{API}/invocation/next") as got:
        identity, event = got.headers["Lambda-Runtime-Aws-Request-Id"], json.load(got)
    try:
        post(f"invocation/{identity}/response", answer(event))
    except ValueError as wrong:
        post(f"invocation/{identity}/error", {"errorType": "ValueError", "errorMessage": str(wrong)})
