"""Stands for logind on a bus of its own: delays are held and let, sleeps and locks announced as told.

Reads orders from its input, a line each: "sleep", "wake", "lock NAME" (of a session), "whisper" (a sleep
announced to each connection alone, as anybody could), "shout" (3 MiB to each). Writes what happens, a line each: "ready", "held", "let".
"""
import os

import dbus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

MANAGER = "org.freedesktop.login1.Manager"


def say(what):
    print(what, flush=True)


class Manager(dbus.service.Object):
    @dbus.service.method(MANAGER, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, who, why, mode):
        if (what, mode) != ("sleep", "delay"):
            raise dbus.exceptions.DBusException("not asked for in tests")
        kept, given = os.pipe()
        GLib.io_add_watch(kept, GLib.IO_HUP, self.let)
        answer = dbus.types.UnixFd(given)
        os.close(given)
        say("held")
        return answer

    def let(self, kept, condition):
        os.close(kept)
        say("let")
        return False

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForSleep(self, start):
        pass


class Session(dbus.service.Object):
    @dbus.service.signal("org.freedesktop.login1.Session", signature="")
    def Lock(self):
        pass


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(os.environ["DBUS_SYSTEM_BUS_ADDRESS"])
name = dbus.service.BusName("org.freedesktop.login1", bus)
manager = Manager(bus, "/org/freedesktop/login1")
sessions = {it: Session(bus, "/org/freedesktop/login1/session/" + path) for it, path in {"2": "_32", "c7": "c7"}.items()}


def whisper():
    for one in bus.list_names():
        if one.startswith(":"):
            signal = dbus.lowlevel.SignalMessage("/org/freedesktop/login1", MANAGER, "PrepareForSleep")
            signal.append(True)
            signal.set_destination(one)
            bus.send_message(signal)


def shout():
    for one in bus.list_names():
        if one.startswith(":"):
            signal = dbus.lowlevel.SignalMessage("/org/freedesktop/login1", MANAGER, "PrepareForSleep")
            signal.append("x" * (3 << 20))
            signal.set_destination(one)
            bus.send_message(signal)


def order(source, condition):
    said = orders.readline().decode().split()
    if not said:
        loop.quit()
        return False
    if said[0] == "lock":
        sessions[said[1]].Lock()
    elif said[0] == "whisper":
        whisper()
    elif said[0] == "shout":
        shout()
    else:
        manager.PrepareForSleep(said[0] == "sleep")
    return True


orders = os.fdopen(0, "rb", buffering=0)  # a line that waits in a buffer would wake nobody
GLib.io_add_watch(orders, GLib.IO_IN | GLib.IO_HUP, order)
say("ready")
loop = GLib.MainLoop()
loop.run()
