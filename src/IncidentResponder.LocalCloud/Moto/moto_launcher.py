"""Starts moto's server on 127.0.0.1 and a free port, with the few repairs that the local cloud needs.

Prints one line, `moto <version> <port>`, when it answers; ends when its standard input closes,
so that it never outlives the process that started it, however that process ends.
"""

import contextlib
import copy
import inspect
import json
import logging
import os
import sys
import threading
import time
from collections import defaultdict

import moto
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from moto import backends
from moto.core.utils import camelcase_to_underscores
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix
from moto.kms.responses import KmsResponse
from moto.kms.utils import ECDSAPrivateKey, validate_signing_algorithm
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import FakeBucket
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, SQSBackend
from werkzeug.serving import WSGIRequestHandler, make_server


def show_only_own_groups_of_an_interface():
    """moto shows an interface's groups joined with its instance's, so an isolated interface never looks isolated.

    On EC2 the groups belong to the interface, and an instance shows those of its primary one (device index 0).
    """
    NetworkInterface.group_set = property(lambda self: self._group_set)
    modify_interface = NetworkInterfaceBackend.modify_network_interface_attribute
    modify_instance = InstanceBackend.modify_instance_security_groups

    def modify_interface_and_its_instance(self, eni_id, group_ids, *args, **kwargs):
        modify_interface(self, eni_id, group_ids, *args, **kwargs)
        interface = self.get_network_interface(eni_id)
        if group_ids and interface.instance and interface.instance.nics.get(0) is interface:
            interface.instance.security_groups = list(interface._group_set)

    def modify_instance_and_its_interface(self, instance_id, new_group_id_list):
        instance = modify_instance(self, instance_id, new_group_id_list)
        if 0 in instance.nics:
            instance.nics[0]._group_set = list(instance.security_groups)
        return instance

    NetworkInterfaceBackend.modify_network_interface_attribute = modify_interface_and_its_instance
    InstanceBackend.modify_instance_security_groups = modify_instance_and_its_interface


def ignore_conditional_denials_of_a_bucket():
    """moto takes a Deny whose Condition it can't evaluate as met, so a TLS-only policy denies every object.

    Statements with a Condition are left out of the decision; those without one decide as before.
    """
    get_permission = FakeBucket.get_permission

    def get_permission_by_unconditional_statements(self, action, resource):
        whole = self.policy
        if whole is None:
            return get_permission(self, action, resource)
        document = json.loads(whole.decode())
        statements = document["Statement"]
        statements = statements if isinstance(statements, list) else [statements]
        document["Statement"] = [one for one in statements if not one.get("Condition")]
        from moto.iam.access_control import IAMPolicy

        return IAMPolicy(json.dumps(document)).is_action_permitted(action, resource)

    FakeBucket.get_permission = get_permission_by_unconditional_statements


def one_request_at_a_time(application):
    """moto answers in threads and guards nothing: readers meet half a transaction, lists change while they are walked.

    Requests wait for each other, but for those to SQS, which may wait for a message themselves.
    """
    turn = threading.Lock()

    def answer(environ, start_response):
        if environ.get("HTTP_X_AMZ_TARGET", "").startswith("AmazonSQS"):
            return application(environ, start_response)
        with turn:
            return list(application(environ, start_response))

    return answer


def keep_of_a_table_only_what_a_transaction_names():
    """moto copies the whole table before a transaction, to go back to, so each incident is slower than the one before.

    A transaction changes only the partitions that its items name; the copy shares the others.
    """
    transact = DynamoDBBackend.transact_write_items
    keys = []

    def transact_with_named_keys(self, transact_items):
        keys[:] = [op.get("Key") or op.get("Item") or {} for item in transact_items for op in item.values()]
        try:
            return transact(self, transact_items)
        finally:
            keys.clear()

    def copy_named_partitions(self, memo):
        named = {DynamoType(key[self.hash_key_attr]) for key in keys if self.hash_key_attr in key}
        twin = copy.copy(self)
        twin.items = defaultdict(dict)
        for partition, items in self.items.items():
            twin.items[partition] = copy.deepcopy(items, memo) if partition in named or not keys else items
        return twin

    DynamoDBBackend.transact_write_items = transact_with_named_keys
    Table.__deepcopy__ = copy_named_partitions


def answer_as_fast_in_a_large_world():
    """The same answers, without reading moto's folder, every tag of the account or every item of a table each time."""
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules

    def own_tags(self):
        kind = EC2_PREFIX_TO_RESOURCE.get(get_prefix(self.id), "") if self.id else ""
        return [
            {"resource_id": self.id, "key": key, "value": value, "resource_type": kind}
            for key, value in list(self.ec2_backend.tags.get(self.id, {}).items())
        ]

    query = Table.query

    def query_one_partition(self, hash_key, *args, **kwargs):
        call = inspect.signature(query).bind(self, hash_key, *args, **kwargs)
        if call.arguments.get("index_name") is None and hash_key is not None:
            call.arguments["self"] = copy.copy(self)
            call.arguments["self"].items = {hash_key: self.items.get(hash_key, {})}
        return query(*call.args, **call.kwargs)

    TaggedEC2Resource.get_tags = own_tags
    Table.query = query_one_partition


def let_queues_be_long():
    """Each send counts the queue's messages six times, each receive nine times a message, a deletion asks every message twice: ten
    thousand take hours. Here they stop at what they look for, and count when they are asked how many there are."""

    class VisibleMessages:
        def __init__(self, messages):
            self.messages = messages

        def __iter__(self):
            return (message for message in self.messages if message.visible and not message.delayed)

        def __len__(self):
            return sum(1 for _ in self)

    def delete_first_of_handle(self, receipt_handle):
        if receipt_handle in self.deleted_messages:
            return
        message = next((one for one in list(self._messages) if one.had_receipt_handle(receipt_handle)), None)
        if message is None:
            raise ReceiptHandleIsInvalid()
        self.pending_messages.discard(message)
        self.deleted_messages.update(message.all_receipt_handles)
        # In one step: a list put in its place would lose what another request appends meanwhile.
        with contextlib.suppress(ValueError):
            self._messages.remove(message)

    attributes, get_attributes = Queue.attributes.fget, SQSBackend.get_queue_attributes
    counts = [name for name in Queue.BASE_ATTRIBUTES if name.startswith("ApproximateNumberOf")]

    def attributes_but_counts(self):
        view = copy.copy(self)
        view.BASE_ATTRIBUTES = [name for name in self.BASE_ATTRIBUTES if name not in counts]
        return attributes(view)

    def get_attributes_with_counts(self, queue_name, attribute_names):
        found, queue = get_attributes(self, queue_name, attribute_names), self.get_queue(queue_name)
        wanted = counts if "All" in attribute_names else set(counts) & set(attribute_names)
        return found | {name: getattr(queue, camelcase_to_underscores(name)) for name in wanted}

    Message.visible = property(lambda self: time.time() * 1000 > self.visible_at)
    Message.delayed = property(lambda self: time.time() * 1000 < self.delayed_until)
    Queue.attributes = property(attributes_but_counts)
    SQSBackend.get_queue_attributes = get_attributes_with_counts
    Queue.messages = property(lambda self: VisibleMessages(self._messages))
    Queue.delete_message = delete_first_of_handle


def sign_digests_as_they_are():
    """moto hashes what it signs, also where it is given the digest (MessageType DIGEST), so that the signature holds for nobody."""
    sign, sign_message = KmsResponse.sign, ECDSAPrivateKey.sign
    asked = threading.local()

    def sign_as_asked(self):
        asked.for_digest = self._get_param("MessageType") == "DIGEST"
        try:
            return sign(self)
        finally:
            asked.for_digest = False

    def sign_message_or_digest(self, message, signing_algorithm):
        if not getattr(asked, "for_digest", False):
            return sign_message(self, message, signing_algorithm)
        validate_signing_algorithm(signing_algorithm, self.valid_signing_algorithms)
        hashed = {32: hashes.SHA256, 48: hashes.SHA384, 64: hashes.SHA512}[len(message)]()
        return self.private_key.sign(message, ec.ECDSA(Prehashed(hashed)))

    KmsResponse.sign = sign_as_asked
    ECDSAPrivateKey.sign = sign_message_or_digest


class QuietHandler(WSGIRequestHandler):
    """Keeps connections open between requests, and the console free of a line a request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, code="-", size="-"):
        pass


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    show_only_own_groups_of_an_interface()
    ignore_conditional_denials_of_a_bucket()
    keep_of_a_table_only_what_a_transaction_names()
    answer_as_fast_in_a_large_world()
    let_queues_be_long()
    sign_digests_as_they_are()
    application = one_request_at_a_time(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(f"moto {moto.__version__} {server.server_port}", flush=True)
    server.serve_forever()


main()
