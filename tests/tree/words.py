#!/usr/bin/python3
"""What kith says to people: kind, quiet, without guilt. Every text that can reach a person is held against words.txt. Run by ctest as style.words.

Of C++ the string literals are looked at (comments are for readers of code), of units and desktop entries what is shown of them, of everything
else the whole text."""

import fnmatch
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from sources import ROOT, files, text  # noqa: E402

LIST = Path("tests/tree/words.txt")
# fnmatch: a * also stands for slashes.
SPOKEN = ["ctl/*", "config/*", "daemon/*", "README.md", "systemd/*", "*.1", "*.5", "*.7", "*.8"]
NOT_TEXT = {".svg", ".png"}

# One token of C++ that may hold quotes, in the order in which they are tried. 'x' and 1'000 are told apart by what stands before.
TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<include>^[ \t]*\#[ \t]*include[^\n]*)
      | (?:u8|[uUL])?R"(?P<fence>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=fence)"
      | (?:u8|[uUL])?"(?P<plain>(?:[^"\\\n]|\\.)*)"
      | (?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+'""",
    re.VERBOSE | re.DOTALL | re.MULTILINE)
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]+|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
# What a desktop or systemd shows of a file: the rest of it speaks to them.
SHOWN = re.compile(r"^(?:Description|Name|GenericName|Comment|Keywords)(?:\[\w+\])?=(.*)$", re.MULTILINE)
UNITS = {".service", ".socket", ".timer", ".target", ".desktop"}
# A style is put together at run time, so its number stands alone: styled("31", …).
RED_STYLE = re.compile(r"(?:\d+;)*(?:31|41|91|101)(?:;\d+)*m?")


def unescaped(literal):
    def one(match):
        code = match[1]
        if code[0] in "xuU" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0] in "01234567":
            return chr(int(code, 8))
        return SIMPLE.get(code, code)
    return ESCAPE.sub(one, literal)


def literals(source):
    """(line, text) of each string literal; neighbours with nothing but blanks and comments between them are one."""
    found, end = [], None
    for match in TOKEN.finditer(source):
        raw, plain = match["raw"], match["plain"]
        joins = end is not None and not source[end:match.start()].strip()
        if match["comment"] is not None:
            end = match.end() if joins else None
            continue
        if raw is None and plain is None:
            end = None
            continue
        said = raw if raw is not None else unescaped(plain)
        if joins:
            found[-1] = (found[-1][0], found[-1][1] + said)
        else:
            found.append((source.count("\n", 0, match.start()) + 1, said))
        end = match.end()
    return found


def spoken(path, content):
    """(line, text) of what may reach a person."""
    if Path(path).suffix in (".hpp", ".cpp"):
        return literals(content)
    if Path(path).suffix in UNITS:
        return [(content.count("\n", 0, match.start()) + 1, match[1]) for match in SHOWN.finditer(content)]
    return [(1, content)]


class Words:
    """words.txt: patterns with their sentences, and exceptions with their reasons."""

    def __init__(self, content):
        self.patterns, self.allowed = [], []
        for number, line in enumerate(content.splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            parts = [part.strip() for part in line.split(" | ")]
            if line.startswith("allow ") and len(parts) == 3 and all(parts):
                self.allowed.append((parts[0].removeprefix("allow "), parts[1], parts[2]))
            elif not line.startswith("allow ") and len(parts) == 2 and all(parts):
                starts = "" if parts[0].startswith(("[", "\\x1b")) else r"\b"
                self.patterns.append((re.compile(f"{starts}(?:{parts[0]})", re.IGNORECASE), parts[1].replace("←", "\x1b")))
            else:
                raise ValueError(f"{LIST}:{number}: neither a pattern with its sentence nor an exception with its reason: {line}")

    def said_in(self, path, said):
        """What of the list stands in a text, without what is allowed there."""
        covered = [(at.start(), at.end()) for place, piece, _ in self.allowed if place == path for at in re.finditer(re.escape(piece), said)]
        for pattern, _ in self.patterns:
            for match in pattern.finditer(said):
                if not any(begin <= match.start() and match.end() <= end for begin, end in covered):
                    yield match
        if RED_STYLE.fullmatch(said):
            yield RED_STYLE.fullmatch(said)

    def hides(self, path, piece, content):
        """Whether an exception is of use: its piece is said in the file, and would be caught."""
        said = [one for _, one in spoken(path, content) if piece in one]
        return bool(said) and any(pattern.search(piece) for pattern, _ in self.patterns)


def findings(words, path, content):
    for line, said in spoken(path, content):
        for match in words.said_in(path, said):
            at = line + (said.count("\n", 0, match.start()) if line == 1 and said == content else 0)
            around = " ".join(said[max(0, match.start() - 40):match.end() + 40].split())
            yield f'{path}:{at}: "{match[0].strip()}" in "{around}"'


class Lint(unittest.TestCase):
    def setUp(self):
        self.words = Words(text(LIST))

    def test_nothing_that_is_said_carries_guilt(self):
        paths = [path for path in files() if any(fnmatch.fnmatchcase(str(path), spoken) for spoken in SPOKEN) and path.suffix not in NOT_TEXT]
        for room in ("ctl", "config", "daemon/app", "daemon/adapters", "daemon/core", "README.md", "systemd"):
            self.assertTrue(any(str(path).startswith(room) for path in paths), f"{room} has no texts: the list of places is out of date")
        found = [sentence for path in paths for sentence in findings(self.words, str(path), text(path))]
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_each_exception_still_hides_something(self):
        for path, piece, reason in self.words.allowed:
            with self.subTest(path=path, piece=piece):
                self.assertTrue(self.words.hides(path, piece, text(path)), "it hides nothing: take it out")


class Teeth(unittest.TestCase):
    """The lint itself: each word of the list would be caught wherever it can be said."""

    def setUp(self):
        self.words = Words(text(LIST))

    def test_each_word_of_the_list_is_caught(self):
        self.assertGreater(len(self.words.patterns), 30)
        for pattern, sentence in self.words.patterns:
            with self.subTest(pattern=pattern.pattern):
                self.assertRegex(sentence, pattern)
                code = 'void f() { say("' + sentence.replace("\x1b", r"\x1b").replace('"', r"\"") + '"); }'
                self.assertTrue(list(findings(self.words, "ctl/x.cpp", code)), code)
                self.assertTrue(list(findings(self.words, "README.md", "Some prose.\n" + sentence + "\n")))
                self.assertTrue(list(findings(self.words, "ctl/x.cpp", code.upper())) or "\x1b" in sentence, "in capitals")

    def test_no_word_is_caught_where_it_is_not_said(self):
        for code in ["// overdue\n", "/* You missed it! */ int streak = 0;", '#include "daemon/core/failed.hpp"\n', "int a = 1'000'000; char c = '!';",
                     'say("a != b");', 'say("lately, plate, template, later");', "bool failed(); // \"overdue\"\n", 'say("131");',
                     'say("/* \\" // */");']:
            with self.subTest(code=code):
                self.assertEqual([], list(findings(self.words, "ctl/x.cpp", code)))

    def test_words_are_caught_however_the_literal_is_written(self):
        for code in [r'say("over" "due");', 'say("over"   // a remark\n    "due");', 'say(R"x(It is "overdue".)x");', r'say("\x6fverdue");',
                     r'say("\157verdue");', r'say(u8"\u006fverdue");', r'''say('"'); say("overdue"); say('"');''', r'say("\"overdue\"");',
                     'n = 1\'000; say("overdue");', r'styled("31", text);', r'styled("1;91", text);', r'say("\x1b[1;31mred");', r'say("\033[41m");']:
            with self.subTest(code=code):
                self.assertTrue(list(findings(self.words, "ctl/x.cpp", code)))

    def test_the_line_is_told(self):
        self.assertIn("ctl/x.cpp:3:", next(findings(self.words, "ctl/x.cpp", "\n\nsay(\"overdue\");")))
        self.assertIn("README.md:2:", next(findings(self.words, "README.md", "Fine.\noverdue\n")))

    def test_of_a_unit_what_is_shown_is_looked_at(self):
        unit = "[Unit]\nDescription=Tells what is overdue\n[Service]\nRestart=on-failure\n"
        self.assertEqual(['systemd/x.service:2: "overdue" in "Tells what is overdue"'], list(findings(self.words, "systemd/x.service", unit)))

    def test_an_exception_covers_its_piece_in_its_file_and_no_more(self):
        words = Words("streaks? | A streak.\nallow README.md | no streaks | said to be left out\n")
        self.assertEqual([], list(findings(words, "README.md", "There are no streaks.")))
        self.assertTrue(list(findings(words, "README.md", "There are no streaks. A streak of two.")))
        self.assertTrue(list(findings(words, "ctl/x.cpp", 'say("no streaks");')))
        self.assertTrue(words.hides("README.md", "no streaks", "There are no streaks."))
        self.assertFalse(words.hides("README.md", "no streaks", "There is nothing."))

    def test_a_list_that_is_not_understood_is_told(self):
        for wrong in ["overdue", "allow README.md | no streaks", "allow README.md | no streaks | "]:
            with self.subTest(wrong), self.assertRaises(ValueError):
                Words(wrong)


if __name__ == "__main__":
    unittest.main()
