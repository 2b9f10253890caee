"""The shells' completion, in a real bash; and the man pages, which must name all there is.

usage: test_help_at_hand.py KITHD KITHCTL [TEST ...]
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

KITHCTL = ""
SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "ctl/completions/kithctl.bash"


class Completion(unittest.TestCase):
    def completed(self, *words, plan="people:\n  mum: {name: Mum}\n  sam: {}\n"):
        with tempfile.TemporaryDirectory(prefix="kith-completion-") as folder:
            (pathlib.Path(folder) / "kith").mkdir()
            (pathlib.Path(folder) / "kith/plan.yaml").write_text(plan)
            env = {"PATH": f"{pathlib.Path(KITHCTL).parent}:{os.environ['PATH']}", "XDG_CONFIG_HOME": folder, "HOME": folder}
            # compopt works only where somebody types: it is told of instead.
            script = f'source {SCRIPT}; compopt() {{ echo "compopt $*"; }}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kithctl; printf "%s\\n" "${{COMPREPLY[@]}}"'
            done = subprocess.run(["bash", "--norc", "-c", script, "bash", "kithctl", *words], env=env, capture_output=True, text=True, check=True, timeout=20)
            self.assertEqual(done.stderr, "")
            return done.stdout.split("\n")[:-1]

    def test_commands_names_and_options(self):
        self.assertEqual(self.completed("sno"), ["snooze"])
        self.assertEqual(self.completed("note", ""), ["mum", "sam"])
        self.assertEqual(self.completed("done", "mum", "--felt", "l"), ["lighter"])
        self.assertEqual(self.completed("cadence", "week", "on", "su"), ["sun"])

    def test_files_are_the_shells_own(self):
        self.assertEqual(self.completed("plan", "check", "")[0], "compopt -o default")

    def test_nothing_a_shell_would_run(self):
        self.assertEqual(self.completed("note", "", plan='people:\n  "$(touch x)": {}\n  "a;b": {}\n  fine: {}\n'), ["fine"])


class Manual(unittest.TestCase):
    def page(self, name):
        """Its text, without the marks of roff."""
        text = (pathlib.Path(KITHCTL).parents[1] / "man" / name).read_text()
        return re.sub(r"\\f[BIR]|\\&", "", text).replace("\\-", "-").replace("\\(en", "-")

    def test_kithctl_names_every_command_and_option(self):
        page = self.page("kithctl.1")
        listed = subprocess.run([KITHCTL, "help"], capture_output=True, text=True, check=True).stdout
        commands = re.findall(r"^  ((?:plan |add )?[a-z]+)", listed, re.M)
        self.assertGreater(len(commands), 40)
        for command in commands:
            self.assertIn(f"kithctl {command}", page)
            own = subprocess.run([KITHCTL, "help", *command.split()], capture_output=True, text=True, check=True).stdout
            for option in re.findall(r"^  (--[a-z-]+)", own, re.M):
                self.assertIn(option, page, command)

    def test_the_plans_page_names_every_key(self):
        page = self.page("kith-plan.5")
        schema = json.loads((pathlib.Path(__file__).resolve().parents[2] / "config/plan.schema.json").read_text())
        for part in (schema, *(schema["definitions"][name] for name in ("person", "touchpoint", "checkin", "solitude", "season"))):
            for key in part["properties"]:
                self.assertRegex(page, rf"(?m)^{re.escape(key)}$")

    def test_nothing_is_left_to_fill_in(self):
        for name in ("kithctl.1", "kithd.1", "kith-plan.5"):
            self.assertNotIn("%generated%", self.page(name))


if __name__ == "__main__":
    KITHCTL = sys.argv[2]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
