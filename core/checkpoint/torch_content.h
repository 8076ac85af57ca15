// What a torch file turned out to hold, and how it becomes weights.
#pragma once

#include "core/checkpoint/contents.h"
#include "core/checkpoint/torch_objects.h"

namespace tlvfc::checkpoint {

/// Everything that a name has to be looked up in.
struct TorchContent
{
    const PickleHeap &heap;
    const TorchObjects &objects;
    const StorageBytes &bytes;
    ValueId root;
};

/// The state_dict at the root or in one of the customary places below it.
/// @throws Error (UnreadableInput) if there is none, or one of its tensors cannot be read.
Contents state_dict(const TorchContent &content, WeightsFormat format);

/// The tensors among the attributes of the root object and of the objects in them, by dotted
/// names, as a TorchScript module's state_dict has them.
Contents module_tensors(const TorchContent &content, WeightsFormat format);

/// A tensor by its name in the network. @throws Error (UnreadableInput) that names it.
StoredTensor named_tensor(const TorchContent &content, TensorRef ref, std::string_view name);

} // namespace tlvfc::checkpoint
