# Makes LibTorch::cpu and LibTorch::c10 from a LibTorch folder: either the pinned wheel's torch
# folder as packaging/libtorch/fetch lays it out, or the official zip's libtorch folder.
#
# torch's own CMake package demands a CUDA toolkit; nothing here does. libtorch_cuda.so, where
# there is one, is opened at run time by core.
#
#   LIBTORCH_ROOT   cache or environment variable: the folder that holds include/ and lib/

if(NOT LIBTORCH_ROOT AND DEFINED ENV{LIBTORCH_ROOT})
    set(LIBTORCH_ROOT $ENV{LIBTORCH_ROOT})
endif()
if(NOT LIBTORCH_ROOT)
    if(DEFINED ENV{XDG_CACHE_HOME})
        set(_libtorch_cache $ENV{XDG_CACHE_HOME})
    else()
        set(_libtorch_cache $ENV{HOME}/.cache)
    endif()
    set(LIBTORCH_ROOT ${_libtorch_cache}/tlvfc-studio/libtorch-2.11.0/torch)
endif()
set(LIBTORCH_ROOT ${LIBTORCH_ROOT} CACHE PATH "The folder that holds LibTorch's include/ and lib/" FORCE)

find_path(LibTorch_INCLUDE_DIR ATen/ATen.h PATHS ${LIBTORCH_ROOT}/include NO_DEFAULT_PATH)
find_library(LibTorch_CPU_LIBRARY torch_cpu PATHS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 PATHS ${LIBTORCH_ROOT}/lib NO_DEFAULT_PATH)
mark_as_advanced(LibTorch_INCLUDE_DIR LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "no LibTorch under ${LIBTORCH_ROOT}: run packaging/libtorch/fetch, or set LIBTORCH_ROOT")

if(LibTorch_FOUND AND NOT TARGET LibTorch::cpu)
    add_library(LibTorch::c10 SHARED IMPORTED)
    set_target_properties(LibTorch::c10 PROPERTIES
        IMPORTED_LOCATION ${LibTorch_C10_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
    add_library(LibTorch::cpu SHARED IMPORTED)
    set_target_properties(LibTorch::cpu PROPERTIES
        IMPORTED_LOCATION ${LibTorch_CPU_LIBRARY}
        INTERFACE_LINK_LIBRARIES LibTorch::c10)
endif()
