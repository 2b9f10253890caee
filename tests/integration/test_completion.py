"""The shells' completion, in a real bash.

usage: test_completion.py KITHD KITHCTL [TEST ...]
"""
import os
import pathlib
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


if __name__ == "__main__":
    KITHCTL = sys.argv[2]
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
