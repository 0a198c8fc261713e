#!/usr/bin/env python3
"""Runs the commands that the guides show, and compares what they print with what the guides say they print.

    docs/run.py [GUIDE …]    README.md and docs/*.md where none is named

What a block of code is, its first line says:

    ```console          commands behind "$ ", each followed by all it prints; "…" stands for anything within a line, a line of
                        its own for any lines. Milliseconds and heights of blocks may differ
    ```console server   a command that goes on: it must print these lines, then runs beside those that follow
    ```js               statements for node, with CosmJS imported; the comment behind the last is what it must be
    ```python           statements for Python with cosmpy; the comment behind the last is what it must be
    ```go FILE          a part of FILE, which clients/run.sh runs; rust likewise
    ```sh SCRIPT        commands that are too long or too demanding for here; SCRIPT, which must exist, tries what they do
    ```LANGUAGE         anything else has no commands

The commands of a guide run in one folder, in which the files of the repository are to be seen. The ports of a chain must be free.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COSMPY = ROOT / "clients" / "cosmpy"
COSMJS = ROOT / "clients" / "cosmjs" / "0.32"
PATIENCE_SECONDS = 300
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(\$ |(\./)?orrery |docker |mvn |npm |go )", re.MULTILINE)
IMPORTS = """
import { readFileSync } from "node:fs";
import { strict as assert } from "node:assert";
import signing from "@cosmjs/proto-signing";
import stargate from "@cosmjs/stargate";
import cosmwasm from "@cosmjs/cosmwasm-stargate";
const { GasPrice } = stargate;
const { SigningCosmWasmClient } = cosmwasm;
const { DirectSecp256k1HdWallet } = signing;
"""


class Wrong(Exception):
    """A guide says one thing, and another is so."""


def pattern(line):
    text = re.escape(line.rstrip()).replace("…", ".*")
    text = re.sub(r"\d+\\ ms", r"\\d+ ms", text)
    return re.compile(re.sub(r"(block(?:\\ )+)\d+", r"\1\\d+", text) + r"\s*$")


def compare(command, expected, printed):
    """Each expected line is met in order, and nothing is between them but where a line of dots says so."""
    lines = printed.splitlines()
    at = 0
    anywhere = False
    for line in expected:
        if line.strip() == "…":
            anywhere = True
            continue
        matches = pattern(line)
        found = next((i for i in range(at, len(lines) if anywhere else min(at + 1, len(lines))) if matches.match(lines[i])), None)
        if found is None:
            raise Wrong(f"$ {command}\nexpected: {line}\nprinted:\n{printed}")
        at = found + 1
        anywhere = False
    if at < len(lines) and not anywhere:
        raise Wrong(f"$ {command}\nprinted more than the guide says:\n" + "\n".join(lines[at:]))


class Session:
    """The commands of one guide, in a folder of their own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for entry in ROOT.iterdir():
            (self.folder / entry.name).symlink_to(entry)
        self.environment = dict(os.environ, ORRERY_UP_HOME=str(self.folder / "devnet"), NO_COLOR="1")
        self.servers = []

    def run(self, command):
        outcome = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, text=True, timeout=PATIENCE_SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return outcome.stdout

    def serve(self, command, expected):
        server = subprocess.Popen(
            ["bash", "-c", "exec " + command], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.servers.append(server)
        lines = []
        threading.Thread(target=lambda: lines.extend(iter(server.stdout.readline, "")), daemon=True).start()
        wanted = [pattern(line) for line in expected if line.strip() not in ("", "…")]
        end = time.monotonic() + PATIENCE_SECONDS
        while not all(any(each.match(line) for line in list(lines)) for each in wanted):
            if server.poll() is not None or time.monotonic() > end:
                missing = [each.pattern for each in wanted if not any(each.match(line) for line in lines)]
                raise Wrong(f"$ {command}\ndid not print: {missing}\nbut:\n" + "".join(lines))
            time.sleep(0.1)

    def node(self, code):
        statements, _, answer = code.rstrip().rpartition("//")
        *before, last = statements.rstrip().rstrip(";").rsplit("\n", 1)
        script = IMPORTS + "\n".join(before) + f"\nassert.deepEqual({last}, {answer});\nprocess.exit(0);\n"
        modules = self.folder / "node_modules"
        if not modules.exists():
            modules.symlink_to(COSMJS / "node_modules")
        (self.folder / "example.mjs").write_text(script)
        outcome = self.run("node --preserve-symlinks-main --preserve-symlinks example.mjs && echo as the guide says")
        if not outcome.endswith("as the guide says\n"):
            raise Wrong(f"{code}\n{outcome}")

    def python(self, code):
        """In the environment that clients/run.sh makes, too."""
        statements, _, answer = code.rstrip().rpartition("#")
        *before, last = statements.rstrip().split("\n")
        python = COSMPY / ".venv" / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", COSMPY / ".venv"], check=True, timeout=PATIENCE_SECONDS)
            subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", COSMPY / "requirements.txt"], check=True, timeout=PATIENCE_SECONDS)
        (self.folder / "example.py").write_text("\n".join(before) + f"\nassert {last} == {answer}\nprint('as the guide says')\n")
        outcome = self.run(f"{python} example.py")
        if not outcome.endswith("as the guide says\n"):
            raise Wrong(f"{code}\n{outcome}")

    def end(self):
        for server in self.servers:
            server.send_signal(signal.SIGTERM)
        for server in self.servers:
            server.wait(PATIENCE_SECONDS)


def commands(block):
    """Commands, and the lines that follow each."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        while command.endswith("\\"):
            command = command[:-1] + expected.pop(0)
        while expected and not expected[-1].strip():
            expected.pop()
        yield command, expected


def check(session, kind, block):
    """Runs a block; the answer is how many things in it were run."""
    match kind.split():
        case ["console"]:
            ran = list(commands(block))
            for command, expected in ran:
                compare(command, expected, session.run(command))
            return len(ran)
        case ["console", "server"]:
            [(command, expected)] = commands(block)
            session.serve(command, expected)
            return 1
        case ["js"]:
            session.node(block)
            return 1
        case ["python"]:
            session.python(block)
            return 1
        case ["go" | "rust", program]:
            if block not in (ROOT / program).read_text():
                raise Wrong(f"{program} has no such part:\n{block}")
            return 1
        case ["sh", script]:
            if not (ROOT / script).is_file():
                raise Wrong(f"{script}, which is to run this, does not exist:\n{block}")
            return 0
        case _ if COMMAND.search(block):
            raise Wrong(f"commands that nothing runs; say which script does:\n{block}")
        case _:
            return 0


def main():
    guides = [pathlib.Path(guide).resolve() for guide in sys.argv[1:]]
    passed = failed = 0
    for guide in guides or [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        with tempfile.TemporaryDirectory(prefix="orrery-guide-") as folder:
            session = Session(folder)
            try:
                for kind, block in FENCE.findall(guide.read_text()):
                    passed += check(session, kind, block)
            except (Wrong, subprocess.TimeoutExpired) as wrong:
                failed += 1
                print(f"{guide.relative_to(ROOT)}: {wrong}", file=sys.stderr)
            finally:
                session.end()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
