#!/usr/bin/env python3
"""Images per second of a folder's first epoch, here and with torchvision's loader, in turn.

Needs a Python with torch and torchvision:
  tests/bench/decode/compare.py build/release/bench/bench_decode FOLDER --python venv/bin/python
"""

import argparse
import json
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).parent


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])["images_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("folder", help="of class folders, all for training")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--size", default="224")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    ours = [options.program, options.folder, options.size, options.workers]
    peer = [options.python, str(HERE / "loader.py"), options.folder, options.size, options.workers]
    commands = {"whole": [*ours, "whole"], "scaled": [*ours, "scaled"], "torchvision": peer}
    speeds = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            speeds[name].append(run(command))
    base = statistics.median(speeds["torchvision"])
    for name, values in speeds.items():
        median = statistics.median(values)
        print(f"{name:12} {median:8.1f} images/s ({min(values):.1f} to {max(values):.1f}), "
              f"{median / base:.2f} times torchvision's")


if __name__ == "__main__":
    main()
