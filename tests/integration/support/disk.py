"""A small disk of a test's own, which can be full, read-only, or not there at all.

It is a tmpfs, mounted where nobody outside this process and its children sees it. So a program that uses it calls own_mounts() first: as root, or as
anybody who may make a user namespace. The package util-linux has what is needed.
"""
import errno
import os
import subprocess
import sys


def own_mounts():
    """Goes on in a mount namespace of its own: what is mounted from here on is private, and goes when the last process in it ends."""
    if os.environ.pop("KITH_TEST_OWN_MOUNTS", None):
        return
    os.environ["KITH_TEST_OWN_MOUNTS"] = "1"
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    os.execvp("unshare", ["unshare", "--mount", *rights, "--", sys.executable, *sys.orig_argv[1:]])


class Disk:
    """with Disk(folder) as disk: the folder lies on a disk of its own."""

    def __init__(self, folder, size="2m"):
        self.folder = folder
        self.size = size

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mount("-t", "tmpfs", "-o", f"size={self.size},mode=700", "kith-test", self.folder)
        return self

    def __exit__(self, *_):
        # Lazily: a daemon that is still to be ended may hold it.
        subprocess.run(["umount", "--lazy", self.folder], check=True)

    def read_only(self, yes=True):
        """Nobody may have a file open for writing there."""
        self._mount("-o", "remount,bind," + ("ro" if yes else "rw"), self.folder)

    def fill(self):
        with open(self.folder / "ballast", "wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self):
        (self.folder / "ballast").unlink()

    @staticmethod
    def _mount(*words):
        subprocess.run(["mount", *words], check=True)
