#!/usr/bin/env python3
"""Takes the same training step in this program and in PyTorch, in turn, and prints the ratios.

Needs a Python with torch 2.11 and torchvision:
  tests/bench/training/compare.py build/release/bench/bench_training --python venv/bin/python
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).parent
PEERS = {"eager": [], "eager, channels last": ["--channels-last"]}


def run(command, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None
    return json.loads(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--networks", nargs="+", default=["resnet18", "resnet34", "resnet50"])
    parser.add_argument("--batches", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1, help="of PyTorch's loader")
    parser.add_argument("--compile", action="store_true", help="torch.compile as a peer too")
    options = parser.parse_args()
    peers = dict(PEERS)
    if options.compile:
        # Inductor 2.11 writes a backward pass that it cannot run where these are channels last.
        peers["compiled"] = ["--compile"]

    # Idle threads that spin would take the loader's time on few cores; the same for all.
    environment = dict(os.environ, OMP_WAIT_POLICY="passive")
    threads = str(options.threads)
    peak = run([options.program, "peak", threads], environment)
    print(f"matrix products reach {peak['gflops']} GFLOP/s with {threads} threads")
    for network in options.networks:
        size = [network, str(options.batches), threads]
        speeds, memory = {}, {}
        for _ in range(options.rounds):
            commands = {"tlvfc": [options.program, *size]}
            for name, more in peers.items():
                commands[name] = [options.python, str(HERE / "step.py"), *size, *more,
                                  "--workers", str(options.workers)]
            for name, command in commands.items():
                result = run(command, environment)
                if result is None:
                    continue
                speeds.setdefault(name, []).append(result["images_per_second"])
                memory[name] = result["memory_mb"]
        ours = statistics.median(speeds["tlvfc"])
        print(network)
        for name, values in speeds.items():
            median = statistics.median(values)
            print(f"  {name:22} {median:8.1f} images/s ({min(values):.1f} to {max(values):.1f}), "
                  f"{memory[name]} MB, ours is {ours / median:.2f} times as fast")


if __name__ == "__main__":
    main()
