"""Writes what passes over a bus between applications and the notification server, one JSON object a line.

usage: bus_monitor.py ADDRESS
The first line has the member "ready"; from then on nothing is missed. Ends with the bus.
"""
import json
import sys

import dbus
import dbus.bus
import dbus.lowlevel
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
RULES = [
    f"type='method_call',interface='{NAME}',member='Notify'",
    f"type='method_call',interface='{NAME}',member='CloseNotification'",
    f"type='signal',interface='{NAME}'",
    f"type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{NAME}'",
    "type='method_return'",
]


def plain(value):
    """A D-Bus value as JSON has it."""
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    return [plain(entry) for entry in value]


def main():
    bus = dbus.bus.BusConnection(sys.argv[1], mainloop=DBusGMainLoop())
    loop = GLib.MainLoop()
    notify_calls = set()

    def on_message(_connection, message):
        entry = {"member": message.get_member(), "sender": message.get_sender()}
        if message.get_type() == dbus.lowlevel.MESSAGE_TYPE_METHOD_RETURN:
            call = (message.get_destination(), message.get_reply_serial())
            if call not in notify_calls:
                return dbus.lowlevel.HANDLER_RESULT_HANDLED
            notify_calls.remove(call)
            entry = {"member": "reply", "to": list(call)}
        elif entry["member"] == "Disconnected":
            loop.quit()
            return dbus.lowlevel.HANDLER_RESULT_HANDLED
        elif entry["member"] == "Notify":
            call = (message.get_sender(), message.get_serial())
            notify_calls.add(call)
            entry["call"] = list(call)
        entry["args"] = plain(message.get_args_list())
        print(json.dumps(entry), flush=True)
        # A monitor must not send anything; unhandled calls would be answered with an error.
        return dbus.lowlevel.HANDLER_RESULT_HANDLED

    bus.set_exit_on_disconnect(False)
    bus.add_message_filter(on_message)
    bus.call_blocking("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor", "asu", (RULES, 0))
    print(json.dumps({"member": "ready"}), flush=True)
    loop.run()


main()
