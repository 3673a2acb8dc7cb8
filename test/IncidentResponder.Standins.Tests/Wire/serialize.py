"""Says how botocore would send calls: one call in a line of JSON in, its request in a line of JSON out."""

import functools
import json
import sys

import botocore
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.handlers import generate_idempotent_uuid
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer


@functools.cache
def service(name):
    return ServiceModel(Loader().load_service_model(name, "service-2"))


def request(call):
    model = service(call["service"])
    serializer = create_serializer(model.metadata["protocol"], include_validation=False)
    operation = model.operation_model(call["operation"])
    generate_idempotent_uuid(call["parameters"], operation)
    parts = serializer.serialize_to_request(call["parameters"], operation)
    prepare_request_dict(parts, "https://example.com")
    sent = create_request_object(parts).prepare()
    body = sent.body or b""
    return {
        "method": sent.method,
        "address": sent.url,
        "headers": {name: text(value) for name, value in sent.headers.items()},
        "body": text(body),
    }


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


print(json.dumps(botocore.__version__), flush=True)
for line in sys.stdin:
    print(json.dumps(request(json.loads(line))), flush=True)
