"""The comparison: a Python Lambda handler that imports boto3 and constructs the three clients that Intake constructs.

It talks to the Lambda Runtime API as awslambdaric does, with the standard library alone."""
import json
import os
import urllib.request

import boto3

clients = [boto3.client(name, region_name="us-east-1") for name in ("dynamodb", "s3", "stepfunctions")]
api = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"


def handler(event):
    return {"batchItemFailures": [] if event["Records"] == [] else event["Records"]}


while True:
    with urllib.request.urlopen(api + "next") as answer:
        request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
        result = json.dumps(handler(json.load(answer))).encode()
    urllib.request.urlopen(urllib.request.Request(api + request_id + "/response", data=result)).close()
