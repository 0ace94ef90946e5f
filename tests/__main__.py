"""Every check and every test, in order: `python -m tests`.

The exit code is 0 only when all that ran passed. What this machine cannot run is
named at the end; with CI=true it counts as failed.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.databases import binaries, postgresql

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent
IN_CI = os.environ.get("CI", "").casefold() in {"1", "true", "yes"}
WORKERS = str(min(os.cpu_count() or 1, 4))
# A worker that has nothing left to do takes over what waits for another.
PYTEST = (PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Settings of the shell must not decide what is tested.
OURS = {
    "DATABASE_URL",
    "SECRET_KEY",
    "DEBUG",
    "HTTPS",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "ONE_PERSON_DESK",
}
DEPLOYED = {
    "HTTPS": "true",
    "SECRET_KEY": "only-for-the-check-" + "0123456789abcdefghij" * 3,
    "SITE_URL": "https://timeline.example.org",
    "ALLOWED_HOSTS": "timeline.example.org",
}
COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


class Result(NamedTuple):
    """How a step ended; ``closing`` is the last line of a test run."""

    name: str
    state: str  # ok, FAILED, not run
    seconds: float = 0.0
    closing: str = ""


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="timeline-tests-") as data:
        env = {k: v for k, v in os.environ.items() if k not in OURS}
        env |= {"DATA_DIR": data, "COVERAGE_FILE": f"{data}/coverage"}
        results = list(everything(env))
    return summary(results)


def everything(env: dict[str, str]) -> Iterator[Result]:
    """Every step's result, as it comes."""
    yield from house(env)
    yield from on_sqlite(env)
    yield from on_postgresql(env)
    yield from in_browser(env)


def house(env: dict[str, str]) -> Iterator[Result]:
    """The checks of what is written, before anything of it runs."""
    templates = sorted(
        str(p.relative_to(ROOT)) for p in ROOT.glob("templates/**/*.html")
    )
    yield step("ruff check", [PYTHON, "-m", "ruff", "check", "."], env)
    yield step("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."], env)
    yield step("mypy", [PYTHON, "-m", "mypy"], env)
    yield step("import-linter", [SCRIPTS / "lint-imports", "--no-logo"], env)
    yield step("djade", [SCRIPTS / "djade", "--check", *templates], env)
    yield step("djlint", [PYTHON, "-m", "djlint", "--lint", "templates"], env)
    yield step("migrations", manage("makemigrations", "--check", "--dry-run"), env)
    yield step("static files", manage("collectstatic", "--noinput", "-v", "0"), env)
    deploy = manage("check", "--deploy", "--fail-level", "WARNING")
    yield step("check --deploy", deploy, env | DEPLOYED)


def on_sqlite(env: dict[str, str]) -> Iterator[Result]:
    measured = ["--cov", "--cov-report=term"]
    yield step("tests on SQLite", suite(*measured), env, counted=True)


def on_postgresql(env: dict[str, str]) -> Iterator[Result]:
    """The same tests on the server the environment names, or on a throwaway one."""
    name = "tests on PostgreSQL"
    given, programs = os.environ.get("TEST_DATABASE_URL", ""), binaries()
    if not given and programs is None:
        why = "TEST_DATABASE_URL is not set and PostgreSQL is not installed"
        yield Result(name, "not run", closing=why)
        return
    with contextlib.ExitStack() as stack:
        url = given or stack.enter_context(postgresql(programs or Path()))
        here = {"DATABASE_URL": url, "SECRET_KEY": DEPLOYED["SECRET_KEY"]}
        # Once is enough for the others.
        asking = ["-m", "database and not one_database"]
        yield step(name, suite(*asking), env | here, counted=True)


def in_browser(env: dict[str, str]) -> Iterator[Result]:
    name = "tests in a browser"
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        yield Result(name, "not run", closing="Chromium is not installed")
        return
    yield step(
        name, [*PYTEST, "tests/browser"], env | {"CHROMIUM": found}, counted=True
    )


def manage(*arguments: str) -> list[str | Path]:
    return [PYTHON, "manage.py", *arguments]


def suite(*arguments: str) -> list[str | Path]:
    """The tests outside a browser; its plugin would only take time to load."""
    alone = [*PYTEST, "-p", "no:playwright", "--ignore=tests/browser"]
    return [*alone, *arguments]


def step(
    name: str,
    command: Sequence[str | Path],
    env: dict[str, str],
    *,
    counted: bool = False,
) -> Result:
    """Run a command, showing what it prints. A counted one is a test run.

    A test run that skips a test has not passed.
    """
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    code, last = show(command, env)
    took = time.monotonic() - began
    failed = code != 0 or (counted and "skipped" in last)
    print(f"--- {name}: {'FAILED' if failed else 'ok'}, {took:.1f} s", flush=True)
    return Result(name, "FAILED" if failed else "ok", took, last if counted else "")


def show(command: Sequence[str | Path], env: dict[str, str]) -> tuple[int, str]:
    """Exit code and last line of a command whose output passes through."""
    last = ""
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            last = line.decode(errors="replace").strip() or last
        return process.wait(), last
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def summary(results: list[Result]) -> int:
    """Say how every step ended, then the tests in all; the exit code."""
    print("\n=== Summary")
    for name, state, seconds, closing in results:
        time_taken = f"{seconds:.1f} s" if state != "not run" else ""
        print(f"{state:8}{name:22}{time_taken:>8}  {closing.strip('= ')}".rstrip())
    bad = {"FAILED", "not run"} if IN_CI else {"FAILED"}
    wrong = [r.name for r in results if r.state in bad]
    if wrong:
        print(f"Not in order: {', '.join(wrong)}.")
    counts = [tally(r.closing) for r in results if r.state != "not run"]
    passed, failed = (sum(column) for column in zip(*counts, strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if wrong else 0


def tally(closing: str) -> tuple[int, int]:
    """How many tests passed, and how many did anything else, by a closing line."""
    found = {
        word: sum(map(int, re.findall(rf"(\d+) {word}s?\b", closing)))
        for word in COUNTED
    }
    passed = found.pop("passed")
    return passed, sum(found.values())


if __name__ == "__main__":
    sys.exit(main())
