"""Builds the wheel, installs it in an environment of its own, and runs the program from there, away from the checkout.

Run by .ci/run with the development environment's Python. Dependencies are those of that environment (its packages are
made visible to the new one), so nothing is downloaded; our own package is not among what is borrowed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = """The council of Port Ellery voted on Monday to close the iron bridge until spring.

Engineers had found cracks in two of its piers, the harbour office said. Buses will take the road along the harbour.
"""


def main() -> int:
    """Build, install, run; 0 where the installed program works."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
        wheel = next(folder.glob("*.whl"))
        python = environment(folder / "venv")
        run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], folder)
        return check(python, folder)


def environment(folder: Path) -> str:
    """Python of a new environment that sees this one's packages, but none of the checkout."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    site = next((folder / "lib").glob("python*")) / "site-packages"
    # A .pth line that is a plain folder is only searched for packages: the editable install's own .pth, which points
    # at the checkout, is not read from there.
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return str(python)


def check(python: str, folder: Path) -> int:
    """Run what a user would, outside the checkout."""
    (folder / "articles").mkdir()
    (folder / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    where = run([python, "-c", "import briefing; print(briefing.__file__)"], folder).strip()
    if str(ROOT) in where:
        print(f"The installed program is not the wheel's: {where}")
        return 1
    run([python, "-m", "briefing", "build", "articles", "-o", "out", "--date", "2025-10-23"], folder)
    run([python, "-m", "briefing", "doctor", "-o", "out"], folder)
    missing = [name for name in ("briefing.md", "briefing.html", "briefing.json") if not written(folder, name)]
    print(f"Missing from the installed program's output: {missing}" if missing else f"The wheel works: {where}")
    return 1 if missing else 0


def written(folder: Path, name: str) -> bool:
    """Whether an output file is there and not empty."""
    path = folder / "out" / "2025-10-23" / name
    return path.is_file() and path.stat().st_size > 0


def run(command: list[str], folder: Path) -> str:
    """Output of a command; ends the program where it fails."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, f"failed: {' '.join(command)}", sep="\n")
        sys.exit(1)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
