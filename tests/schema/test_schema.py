"""config/plan.schema.json says of a plan what the reader says, as far as a schema can see.

usage: test_schema.py KITHCTL [TEST ...]

The plans below plans/ are about one thing each, and named for it. The reader takes every valid one and refuses every invalid one, and so
does the schema. An invalid plan that begins with "# only the reader can know: WHY" is one that the schema has to let pass.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from editor import as_read_by_an_editor  # noqa: E402
from patterns import PATTERNS, SCHEMA  # noqa: E402
from spellings import TABLES  # noqa: E402

KITHCTL = ""
CONFIG = SCHEMA.parent
PLANS = pathlib.Path(__file__).resolve().parent / "plans"
READER_ONLY = "# only the reader can know: "
WHOLE = json.loads(SCHEMA.read_text(encoding="utf-8"))
DEFINITIONS = WHOLE["definitions"]


def check_of(schema):
    """Asks whether a value fits this part of the schema."""
    return jsonschema.Draft7Validator({**schema, "definitions": DEFINITIONS}).is_valid


FITS = check_of(WHOLE)


def errors_of(file):
    """What the reader has against this plan."""
    result = subprocess.run([KITHCTL, "plan", "check", "--json", str(file)], capture_output=True, text=True, timeout=30, check=False)
    answer = json.loads(result.stdout)
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert answer["good"] == (result.returncode == 0) == (not errors), f"{file}: {result.returncode}\n{result.stdout}{result.stderr}"
    assert answer["untold"] == 0, f"{file}: more problems than are told"
    return errors


def errors_in(text):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return errors_of(file.name)


def plans(kind):
    return sorted((PLANS / kind).glob("*.yaml"))


class Plans(unittest.TestCase):
    def test_there_are_plenty(self):
        self.assertGreaterEqual(len(plans("valid")), 50)
        self.assertGreaterEqual(len(plans("invalid")), 100)

    def test_valid_ones_please_the_reader_and_the_schema(self):
        for file in [*plans("valid"), CONFIG / "example.yaml"]:
            with self.subTest(file.name):
                self.assertEqual([error["text"] for error in errors_of(file)], [])
                self.assertTrue(FITS(as_read_by_an_editor(file.read_text(encoding="utf-8"))), "the schema refuses it")

    def test_invalid_ones_please_neither(self):
        for file in plans("invalid"):
            with self.subTest(file.name):
                text = file.read_text(encoding="utf-8")
                self.assertEqual(len(errors_of(file)), 1, "a plan here has one thing wrong")
                taken = FITS(as_read_by_an_editor(text))
                if text.startswith(READER_ONLY):
                    self.assertTrue(taken, "the schema sees it as well: the first line is not true")
                else:
                    self.assertFalse(taken, "the schema lets it pass")

    def test_every_spelling_is_taken_or_refused_by_both(self):
        for what, (head, line, definition, values) in TABLES.items():
            fits = check_of(DEFINITIONS[definition])
            values = list(dict.fromkeys(values()))
            for begin in range(0, len(values), 90):   # the reader tells a hundred problems
                part = values[begin:begin + 90]
                # Written as JSON, which is YAML too: quotes never matter here.
                lines = [line.format(number=number, value=json.dumps(value, ensure_ascii=False)) for number, value in enumerate(part)]
                refused = {error["line"] for error in errors_in("\n".join([head, *lines, ""]))}
                for number, value in enumerate(part):
                    with self.subTest(what, value=value):
                        self.assertEqual(fits(value), number + 2 not in refused, "what the schema says, and the reader")


class Keys(unittest.TestCase):
    # A key that nobody knows, in each kind of map the reader has; it answers with the keys it knows.
    ASKING = """\
week: {huh: 1}
quiet: [{huh: 1, between: 1:00-2:00}]
people: {mum: {huh: 1}}
solitude: {walk: {huh: 1, every: day, between: 1:00-2:00}}
touchpoints: {call: {huh: 1, with: mum, every: day}, write: {with: mum, every: day, minimum: {huh: 1, do: Write}}}
checkins: {talk: {huh: 1, with: mum, every: day}, meet: {with: mum, every: day, phases: [{huh: 1}]}}
seasons: {grief: {huh: 1}}
"""
    OWNERS = {"week": WHOLE["properties"]["week"], "quiet": DEFINITIONS["quiet"]["then"], "the person": DEFINITIONS["person"],
              "the solitude": DEFINITIONS["solitude"], "the touchpoint": DEFINITIONS["touchpoint"], "the minimum of": DEFINITIONS["minimum"],
              "the check-in": DEFINITIONS["checkin"], "a phase": DEFINITIONS["phase"], "the season": DEFINITIONS["season"]}

    def known(self):
        """By the beginning of what the reader calls their owner."""
        errors = errors_in(self.ASKING)
        found = {}
        for error in errors:
            owner = re.fullmatch(r'"huh" is not a key of (.*)', error["what"])[1]
            found[next(name for name in self.OWNERS if owner.startswith(name))] = set(re.split(", | or ", error["expected"]))
        self.assertEqual(len(errors), len(found))
        return found

    def test_schema_and_reader_know_the_same_keys(self):
        known = self.known()
        for name, schema in self.OWNERS.items():
            with self.subTest(name):
                self.assertEqual(set(schema["properties"]), known[name])
                self.assertIs(schema["additionalProperties"], False)

    def test_schema_and_reader_know_the_same_settings(self):
        table = re.search(r"setting_names\[\] = \{(.*?)\};", (CONFIG / "plan_sections.hpp").read_text(encoding="utf-8"), re.DOTALL)[1]
        self.assertEqual(set(WHOLE["properties"]), set(re.findall(r'"(\w+)"', table)))
        unknown = [error["text"] for error in errors_in("".join(f"{name}: x\n" for name in WHOLE["properties"])) if "key of a plan" in error["what"]]
        self.assertEqual(unknown, [])

    def test_no_kind_of_map_is_forgotten(self):
        known = list(self.known().values())
        for file in CONFIG.glob("section_*.cpp"):
            for table in re.findall(r"known\[\] = \{(.*?)\};", file.read_text(encoding="utf-8"), re.DOTALL):
                self.assertIn(set(re.findall(r'"(\w+)"', table)), known, f"{file.name}: the reader was not asked for these")


def described(schema):
    """The hover text of a property, its own or that of what it refers to."""
    parts = [schema, *schema.get("allOf", [])]
    return any("description" in part or ("$ref" in part and described(DEFINITIONS[part["$ref"].rpartition("/")[2]])) for part in parts)


def subschemas(schema, path="#"):
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            yield from subschemas(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from subschemas(value, f"{path}/{number}")


class Schema(unittest.TestCase):
    def test_it_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(WHOLE)
        self.assertEqual(WHOLE["$schema"], "http://json-schema.org/draft-07/schema#")

    def test_every_definition_is_used_and_there(self):
        used = {schema["$ref"] for _, schema in subschemas(WHOLE) if isinstance(schema.get("$ref"), str)}
        self.assertEqual(used, {f"#/definitions/{name}" for name in DEFINITIONS})

    def test_every_property_has_words_to_show(self):
        maps = {"plan": WHOLE, **Keys.OWNERS}
        for owner, schema in maps.items():
            for name, value in schema["properties"].items():
                with self.subTest(owner, property=name):
                    self.assertTrue(described(value))

    def test_defaults_and_examples_fit(self):
        for path, schema in subschemas(WHOLE):
            for value in [schema[key] for key in ("default",) if key in schema] + schema.get("examples", []):
                with self.subTest(path, value=value):
                    self.assertTrue(check_of(schema)(value))

    def test_patterns_are_those_of_patterns_py(self):
        for name, pattern in PATTERNS.items():
            self.assertEqual(DEFINITIONS[name]["pattern"], pattern, f"{name}: run tests/schema/patterns.py --write")

    def test_the_example_leads_an_editor_to_it(self):
        head = (CONFIG / "example.yaml").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
        self.assertTrue(all(line.startswith("#") for line in head), "editors look at the comments ahead of the first key")
        schemas = [line.partition("$schema=")[2] for line in head if line.startswith("# yaml-language-server: $schema=")]
        self.assertEqual(len(schemas), 1)
        # From where `kithctl plan init` writes the plan to where `./dev install` puts the schema, in anybody's home.
        self.assertEqual(os.path.normpath(f"/home/ada/.config/kith/{schemas[0]}"), "/home/ada/.local/share/doc/kith/plan.schema.json")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    KITHCTL = sys.argv.pop(1)
    unittest.main()
