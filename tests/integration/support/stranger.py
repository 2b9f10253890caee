"""Knocks at kithd's control socket as the user nobody. Ends well (0) when it is turned away.

usage: stranger.py SOCKET "as it is" | opened      (as root)
"""
import ctypes
import os
import socket
import sys

NOBODY = 65534

path, way = sys.argv[1:]
os.setgroups([])
os.setegid(NOBODY)
os.seteuid(NOBODY)
if way == "opened":
    # As if folder and socket were open to all: files are looked up as root, while the kernel tells kithd of nobody.
    ctypes.CDLL(None).setfsuid(0)
with socket.socket(socket.AF_UNIX) as knock:
    knock.settimeout(10)
    try:
        knock.connect(path)
        if way != "opened":
            sys.exit("nobody may connect")
        try:
            knock.sendall(b'{"jsonrpc":"2.0","id":1,"method":"status.get"}\n')
        except BrokenPipeError:
            pass
        try:
            answer = knock.recv(4096)
        except ConnectionResetError:
            answer = b""
        if answer:
            sys.exit(f"nobody is answered: {answer!r}")
    except PermissionError:
        if way == "opened":
            sys.exit("this test got nowhere: the socket could not be reached")
