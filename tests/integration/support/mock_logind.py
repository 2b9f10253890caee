"""A template for python3-dbusmock: its logind, with the displays of people, and with sessions that are there from the start.

parameters: {"asleep": bool, "sessions": [[id, uid, locked], ...]}    Of each person the session that began last is the display.
"""
import dbus
from dbusmock import MOCK_IFACE, mockobject
from dbusmock.templates import logind
from dbusmock.templates.logind import *  # noqa: F403  (the methods of a template are what its module has)

BUS_NAME, MAIN_OBJ, MAIN_IFACE, SYSTEM_BUS = logind.BUS_NAME, logind.MAIN_OBJ, logind.MAIN_IFACE, logind.SYSTEM_BUS
USER, SESSION = BUS_NAME + ".User", BUS_NAME + ".Session"

# What logind answers about those it doesn't know.
FIND = """
ret = dbus.ObjectPath("{folder}/%s" % args[0])
if ret not in objects:
    raise dbus.exceptions.DBusException("unknown", name="org.freedesktop.login1.NoSuch{what}")
"""


def load(mock, parameters):
    logind.load(mock, {"PreparingForSleep": bool(parameters.get("asleep", False))})
    mock.AddMethod(MAIN_IFACE, "GetUser", "u", "o", FIND.format(folder=MAIN_OBJ + "/user", what="User"))
    mock.AddMethod(MAIN_IFACE, "GetSession", "s", "o", FIND.format(folder=MAIN_OBJ + "/session", what="Session"))
    for ident, uid, locked in parameters.get("sessions", []):
        mock.BeginSession(str(ident), int(uid))
        mockobject.objects[f"{MAIN_OBJ}/session/{ident}"].UpdateProperties(SESSION, {"LockedHint": dbus.Boolean(locked)})


def show_display(uid, ident):
    """As UpdateProperties does, which takes no structs."""
    path = f"{MAIN_OBJ}/session/{ident}" if ident else "/"
    display = dbus.Struct((ident, dbus.ObjectPath(path)), signature="so", variant_level=1)
    user = mockobject.objects[f"{MAIN_OBJ}/user/{uid}"]
    user.props[USER]["Display"] = display
    user.EmitSignal(dbus.PROPERTIES_IFACE, "PropertiesChanged", "sa{sv}as",
                    [USER, dbus.Dictionary({"Display": display}, signature="sv"), dbus.Array([], signature="s")])


@dbus.service.method(MOCK_IFACE, in_signature="su", out_signature="")
def BeginSession(self, ident, uid):
    new = f"{MAIN_OBJ}/user/{uid}" not in mockobject.objects
    self.AddSession(ident, "seat0", uid, f"person{uid}", True)
    if new:
        self.EmitSignal(MAIN_IFACE, "UserNew", "uo", [uid, f"{MAIN_OBJ}/user/{uid}"])
    show_display(uid, ident)


@dbus.service.method(MOCK_IFACE, in_signature="sus", out_signature="")
def EndSession(self, ident, uid, display):
    """`display`: which session takes its place, or none."""
    self.RemoveObject(f"{MAIN_OBJ}/session/{ident}")
    show_display(uid, display)


@dbus.service.method(MOCK_IFACE, in_signature="s", out_signature="")
def Closing(_self, ident):
    mockobject.objects[f"{MAIN_OBJ}/session/{ident}"].props[SESSION]["State"] = "closing"


@dbus.service.method(MOCK_IFACE, in_signature="u", out_signature="")
def ForgetUser(self, uid):
    self.RemoveObject(f"{MAIN_OBJ}/user/{uid}")
    self.EmitSignal(MAIN_IFACE, "UserRemoved", "uo", [uid, f"{MAIN_OBJ}/user/{uid}"])
