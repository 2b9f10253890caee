"""What ./dev install puts where, without a user manager: units that systemd accepts without a word, a desktop entry with its icon, and a way back.

usage: test_units.py KITHD KITHCTL [TEST ...]
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

SOURCE = pathlib.Path(__file__).resolve().parents[2]

# Neither the machine's session nor its build is touched: ninja has nothing to do, and systemctl only writes down what it was asked.
SYSTEMCTL = """#!/bin/sh
echo "$*" >> "{folder}/systemctl.log"
case "$*" in
    *is-active*) test -e "{folder}/active" ;;
    *show-environment*) cat "{folder}/environment" ;;
esac
"""


class Units(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kith-units-")))
        self.home = self.folder / "home"
        self.local = self.home / ".local"
        self.data = self.local / "share"
        commands = self.folder / "bin"
        for place in (self.home, commands, self.folder / "run"):
            place.mkdir()
        (self.folder / "environment").touch()
        for name, text in (("systemctl", SYSTEMCTL.format(folder=self.folder)), ("ninja", "#!/bin/sh\n")):
            (commands / name).write_text(text)
            (commands / name).chmod(0o755)
        self.env = {"PATH": f"{commands}:{os.environ['PATH']}", "LANG": "C.UTF-8",
                    "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.folder / "run")}

    def run_command(self, *command, **env):
        return subprocess.run([str(word) for word in command], env={**self.env, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)

    def dev(self, *words, **env):
        """What it said."""
        done = self.run_command(SOURCE / "dev", *words, **env)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def silent(self, *command, **env):
        """The tools complain with a good exit code as well."""
        done = self.run_command(*command, **env)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), command)

    def verify(self, units, **env):
        self.silent("systemd-analyze", "--user", "verify", units / "kithd.service", units / "kithd.socket", **env)

    def asked(self):
        log = self.folder / "systemctl.log"
        return log.read_text() if log.exists() else ""

    def test_systemd_accepts_the_units_and_their_hardening_is_as_promised(self):
        self.dev("install")
        units = self.data / "systemd/user"
        self.verify(units)
        exposure = self.run_command("systemd-analyze", "security", "--user", "--offline=true", "--threshold=20", units / "kithd.service")
        self.assertEqual(exposure.returncode, 0, exposure.stdout + exposure.stderr)

    def test_a_mistake_in_a_unit_is_found(self):
        self.dev("install")
        unit = self.data / "systemd/user/kithd.service"
        unit.write_text(unit.read_text().replace("ProtectSystem=", "ProtectSytem="))
        done = self.run_command("systemd-analyze", "--user", "verify", unit)
        self.assertIn("ProtectSytem", done.stderr)

    def test_desktop_entry_and_icon(self):
        self.dev("install")
        entry = self.data / "applications/kith.desktop"
        self.silent("desktop-file-validate", entry)
        fields = dict(line.split("=", 1) for line in entry.read_text().splitlines() if "=" in line)
        self.assertEqual(fields["Exec"], f'"{self.local}/bin/kithd"')
        icon = self.data / f"icons/hicolor/scalable/apps/{fields['Icon']}.svg"
        self.assertTrue(xml.etree.ElementTree.parse(icon).getroot().tag.endswith("svg"))

    def test_one_line_follows(self):
        said = self.dev("install")
        self.assertEqual(re.findall(r"^  systemctl.*$", said, re.MULTILINE), ["  systemctl --user enable --now kithd.socket kithd.service"])
        self.assertNotIn("enable", self.asked(), "it is the person's to say")
        (self.folder / "active").touch()
        self.assertIn("systemctl --user restart kithd.socket kithd.service", self.dev("install"), "an update of what runs")

    def test_another_place(self):
        """A prefix with all that has a meaning of its own in a unit."""
        prefix = self.folder / "50% off"
        said = self.dev("install", PREFIX=str(prefix))
        units = prefix / "share/systemd/user"
        self.assertIn(f'enable --now "{units}/kithd.socket" "{units}/kithd.service"', said)
        self.assertIn(f"ExecStart={prefix}/bin/kithd".replace("%", "%%").replace(" ", "\\x20"), (units / "kithd.service").read_text())
        self.verify(units)
        self.silent("desktop-file-validate", prefix / "share/applications/kith.desktop")

    def test_for_a_package(self):
        stage = self.folder / "stage"
        self.dev("install", PREFIX="/usr", DESTDIR=str(stage), XDG_DATA_HOME="/elsewhere")
        self.assertIn("ExecStart=/usr/bin/kithd\n", (stage / "usr/share/systemd/user/kithd.service").read_text())
        self.assertFalse(list(self.home.iterdir()), "nothing outside of the package")
        self.assertEqual(self.asked(), "")

    def test_another_data_home_gets_drop_ins(self):
        """Without them the journal would lie where the service may not write."""
        elsewhere = self.folder / "my data"
        said = self.dev("install", XDG_DATA_HOME=str(elsewhere))
        self.assertIn(f'enable --now "{self.data}/systemd/user/kithd.socket"', said, "a manager that knows of it may not look in the usual one")
        drop_ins = self.home / ".config/systemd/user"
        service, socket = ((drop_ins / f"{unit}.d/folders.conf").read_text() for unit in ("kithd.service", "kithd.socket"))
        self.assertIn(f'\nReadWritePaths=\nReadWritePaths="{elsewhere}/kith"\n', service)
        self.assertIn(f'\nExecStartPre=\nExecStartPre=/bin/mkdir -p -m 0700 "{elsewhere}/kith"\n', socket)
        self.verify(self.data / "systemd/user")
        self.dev("install")
        self.assertFalse(list(drop_ins.glob("*/*")), "in the usual place again they are gone")

    def test_drop_ins_go_where_the_user_manager_looks(self):
        (self.folder / "environment").write_text(f"HOME={self.home}\nXDG_CONFIG_HOME={self.home}/settings\n")
        self.dev("install", XDG_CONFIG_HOME=str(self.home / "mine"))
        drop_in = self.home / "settings/systemd/user/kithd.service.d/folders.conf"
        self.assertIn(f'"XDG_CONFIG_HOME={self.home}/mine"', drop_in.read_text())

    def test_uninstall_leaves_nothing_behind(self):
        self.dev("install", XDG_DATA_HOME=str(self.folder / "data"))
        self.dev("uninstall", XDG_DATA_HOME=str(self.folder / "data"))
        self.assertEqual([path for path in self.home.rglob("*") if not path.is_dir() or "kith" in path.name], [])
        self.assertIn("disable --now kithd.socket kithd.service", self.asked())


if __name__ == "__main__":
    # ./dev installs what is in build/release, which is where these two come from.
    del sys.argv[1:3]
    unittest.main()
