"""Starts moto's server on 127.0.0.1 and a free port, with the few repairs that the local cloud needs.

Prints one line, `moto <version> <port>`, when it answers; ends when its standard input closes,
so that it never outlives the process that started it, however that process ends.
"""

import json
import logging
import os
import sys
import threading

import moto
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.models.instances import InstanceBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import FakeBucket
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
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(f"moto {moto.__version__} {server.server_port}", flush=True)
    server.serve_forever()


main()
