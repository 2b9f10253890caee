"""A template for python3-dbusmock: a notification server that keeps notifications back, and says so as KDE's does.

parameters: {"inhibited": bool}
"""
import dbus
from dbusmock import MOCK_IFACE
from dbusmock.templates import notification_daemon
from dbusmock.templates.notification_daemon import *  # noqa: F403  (the methods of a template are what its module has)

BUS_NAME, MAIN_OBJ, MAIN_IFACE, SYSTEM_BUS = (notification_daemon.BUS_NAME, notification_daemon.MAIN_OBJ, notification_daemon.MAIN_IFACE,
                                              notification_daemon.SYSTEM_BUS)


def load(mock, parameters):
    notification_daemon.load(mock, {})
    mock.AddProperty(MAIN_IFACE, "Inhibited", dbus.Boolean(parameters.get("inhibited", False)))


@dbus.service.method(MOCK_IFACE, in_signature="b", out_signature="")
def ChangeUnsaid(self, inhibited):
    """It says that the property has changed, but not to what."""
    self.props[MAIN_IFACE]["Inhibited"] = dbus.Boolean(inhibited, variant_level=1)
    self.EmitSignal(dbus.PROPERTIES_IFACE, "PropertiesChanged", "sa{sv}as",
                    [MAIN_IFACE, dbus.Dictionary({}, signature="sv"), dbus.Array(["Inhibited"], signature="s")])
