"""The step of bench_training in PyTorch's own words: the peer that it is measured beside."""

import argparse
import json
import resource
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models
from torchvision.transforms import v2

SIDE = 32
CLASSES = 10
MEAN, STD = (0.4910, 0.4817, 0.4461), (0.2473, 0.2438, 0.2617)


class Noise(Dataset):
    def __init__(self, count):
        self.pixels = torch.randint(0, 256, (count, 3, SIDE + 2, SIDE + 2), dtype=torch.uint8)
        self.change = v2.Compose(
            [
                v2.RandomCrop(SIDE, padding=4),
                v2.RandomHorizontalFlip(),
                v2.ToDtype(torch.float32, scale=True),
                v2.Normalize(MEAN, STD),
            ]
        )

    def __len__(self):
        return len(self.pixels)

    def __getitem__(self, index):
        return self.change(self.pixels[index]), index % CLASSES


class Pair(nn.Module):
    """A target whose features are crossed with the frozen source's (VGG16's, pooled)."""

    def __init__(self, name, layout):
        super().__init__()
        self.target = getattr(models, name)(num_classes=CLASSES).to(memory_format=layout)
        self.source = models.vgg16().features.eval().to(memory_format=layout)
        self.source.requires_grad_(False)

    def features(self, x):
        t = self.target
        x = t.maxpool(t.relu(t.bn1(t.conv1(x))))
        return torch.flatten(t.avgpool(t.layer4(t.layer3(t.layer2(t.layer1(x))))), 1)

    def forward(self, images, mask):
        features = self.features(images)
        with torch.no_grad():
            seen = torch.flatten(nn.functional.adaptive_avg_pool2d(self.source(images), 1), 1)
        seen = nn.functional.pad(seen, (0, features.shape[1] - seen.shape[1]))
        return self.target.fc(torch.where(mask, seen, features))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network")
    parser.add_argument("batches", type=int)
    parser.add_argument("threads", type=int)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    layout = torch.channels_last if options.channels_last else torch.contiguous_format
    pair = Pair(options.network, layout)
    step = torch.compile(pair) if options.compile else pair
    optimizer = torch.optim.AdamW(pair.target.parameters(), lr=1e-4, weight_decay=5e-4, fused=True)
    loader = DataLoader(
        Noise(options.batches * 128),
        batch_size=128,
        shuffle=True,
        num_workers=options.workers,
        persistent_workers=options.workers > 0,
    )
    width = pair.target.fc.in_features
    speed = 0.0
    for _ in range(2):  # the first warms up
        pair.target.train()
        seen, correct, start = 0, 0, time.perf_counter()
        for images, labels in loader:
            images = images.contiguous(memory_format=layout)
            mask = torch.zeros(1, width, dtype=torch.bool)
            mask[0, :512] = torch.rand(512) < 0.1
            optimizer.zero_grad(set_to_none=True)
            logits = step(images, mask)
            loss = nn.functional.cross_entropy(logits, labels)
            loss.backward()
            optimizer.step()
            loss.item()
            correct += (logits.detach().argmax(1) == labels).sum().item()
            seen += len(labels)
        speed = seen / (time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"images_per_second": round(speed, 2), "memory_mb": round(memory)}))


if __name__ == "__main__":
    main()
