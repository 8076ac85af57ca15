"""Reads files of this program as other programs do, and says what it found as JSON.

check_with_torch.py torch FILE...        torch.load(weights_only=True)
check_with_torch.py torchvision FILE     the same into torchvision's resnet18
check_with_torch.py safetensors FILE...  Hugging Face's safetensors

Ends with 77 where the library is not installed.
"""

import hashlib
import json
import sys


def summary(tensors):
    found = {}
    for name, tensor in tensors.items():
        whole = not tensor.dtype.is_floating_point
        same = tensor.to(torch.int64 if whole else torch.float32).contiguous()
        data = bytes(same.reshape(-1).view(torch.uint8).tolist())
        shape = "x".join(map(str, tensor.shape))
        found[name] = f"{tensor.dtype} {shape} {hashlib.sha256(data).hexdigest()[:16]}"
    return found


try:
    import torch

    if sys.argv[1] == "torchvision":
        import torchvision
    if sys.argv[1] == "safetensors":
        from safetensors import safe_open
except ImportError as error:
    print(error)
    sys.exit(77)

files = {}
for file in sys.argv[2:]:
    if sys.argv[1] == "safetensors":
        with safe_open(file, "pt") as opened:
            found = summary({name: opened.get_tensor(name) for name in opened.keys()})
            files[file] = {"tensors": found, "metadata": opened.metadata()}
    else:
        weights = torch.load(file, weights_only=True)
        files[file] = {"tensors": summary(weights), "metadata": {}}
        if sys.argv[1] == "torchvision":
            torchvision.models.resnet18(num_classes=10).load_state_dict(weights, strict=True)
print(json.dumps(files))
