"""Sets up the virtual environment: installs what this machine needs, mends torchvision.

Usage: `python3 tools/setup_venv.py [--dev]` in the project's folder; `make` runs it. A second run
with unchanged requirement files does nothing.

Why the mend: where PyTorch's CPU wheel index can't be reached, pip finds torchvision, torchaudio
and torchcodec only as CUDA builds. Their compiled parts don't load beside a CPU torch: `import
torchvision` fails with "operator torchvision::nms does not exist", and transformers trips over
torchaudio. Qwen3-VL needs only torchvision's Python transforms, so the two missing operator
schemas are declared before torchvision is imported, in every process of the environment (vLLM
starts several). Nothing is changed where `import torchvision` works.

LiteLLM, which one test uses, goes into a folder of its own: requirements-litellm.txt says why.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "requirements.sha256"
LITELLM = VENV / "litellm"
LITELLM_FILE = Path("requirements-litellm.txt")
PIP = (PYTHON, "-m", "pip", "install", "--quiet", "--retries", "1", "--disable-pip-version-check")

HOOK = '''"""Declares torchvision's compiled operators to a torch that can't load them.

Written by tools/setup_venv.py, which says why.
"""

import sys


class _DeclareOperators:
    library = None

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == "torchvision" and cls.library is None:
            import torch

            cls.library = torch.library.Library("torchvision", "DEF")
            for operator in ("nms", "qnms"):
                schema = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
                cls.library.define(operator + schema)
        return None


sys.meta_path.insert(0, _DeclareOperators)
'''


def run(*command: str | Path) -> None:
    """Run a command; a failure ends the set-up with its exit code."""
    code = subprocess.run([str(part) for part in command], check=False).returncode
    if code:
        sys.exit(code)


def requirement_files(dev: bool) -> list[Path]:
    """requirements.txt where an NVIDIA driver answers, else requirements-cpu.txt."""
    gpu = (
        shutil.which("nvidia-smi")
        and not subprocess.run(["nvidia-smi"], capture_output=True, check=False).returncode
    )
    files = [Path("requirements.txt" if gpu else "requirements-cpu.txt")]
    return [*files, Path("requirements-dev.txt"), LITELLM_FILE] if dev else files


def fingerprint(files: list[Path]) -> str:
    """A hash of everything this script's result depends on."""
    texts = [path.read_bytes() for path in (*files, Path(__file__))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def imports(module: str) -> bool:
    """Whether the environment can import a module."""
    return not subprocess.run(
        [PYTHON, "-c", f"import {module}"], capture_output=True, check=False
    ).returncode


def mend_torchvision() -> None:
    """Make `import torchvision` work beside a CPU torch; see the module docstring."""
    if not imports("torchvision"):
        site_packages = next((VENV / "lib").glob("python3*/site-packages"))
        (site_packages / "_torchvision_operators.py").write_text(HOOK)
        (site_packages / "_torchvision_operators.pth").write_text("import _torchvision_operators\n")
        if not imports("torchvision"):
            sys.exit("torchvision does not import, and declaring its operators did not help.")
    # Looked at each time: an install over an older environment brings them back.
    unusable = [name for name in ("torchaudio", "torchcodec") if not imports(name)]
    if unusable:
        run(PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", *unusable)


def main() -> None:
    """Install once for each state of the requirement files."""
    if sys.version_info < (3, 11):  # noqa: UP036  the only check an older Python gets to see
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    files = requirement_files(dev="--dev" in sys.argv)
    wanted = fingerprint(files)
    done = STAMP.read_text().split() if STAMP.exists() else []
    if wanted in done:
        return
    print(
        f"Installing {', '.join(map(str, files))} into {VENV} (a few minutes, about 4 GB) ...",
        flush=True,
    )
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)
    installed = [path for path in files if path != LITELLM_FILE]
    requirements = [argument for path in installed for argument in ("-r", path)]
    run(*PIP, *requirements)
    mend_torchvision()
    if LITELLM_FILE in files:
        run(*PIP, "--no-deps", "--upgrade", "--target", LITELLM, "-r", LITELLM_FILE)
    runtime_only = fingerprint(files[:1])
    STAMP.write_text(f"{wanted}\n{runtime_only}\n")


if __name__ == "__main__":
    main()
