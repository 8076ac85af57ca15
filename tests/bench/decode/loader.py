"""torchvision's loader over a folder's training images: the peer of bench_decode."""

import argparse
import json
import time

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("size", type=int)
    parser.add_argument("workers", type=int)
    options = parser.parse_args()
    torch.set_num_threads(1)
    change = transforms.Compose(
        [
            transforms.Resize((options.size + 2, options.size + 2)),
            transforms.RandomCrop(options.size, padding=4),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize((0.4910, 0.4817, 0.4461), (0.2473, 0.2438, 0.2617)),
        ]
    )
    loader = DataLoader(
        datasets.ImageFolder(options.folder, change),
        batch_size=128,
        shuffle=True,
        num_workers=options.workers,
    )
    start = time.perf_counter()
    seen = sum(len(labels) for _, labels in loader)
    print(json.dumps({"images_per_second": round(seen / (time.perf_counter() - start), 1)}))


if __name__ == "__main__":
    main()
