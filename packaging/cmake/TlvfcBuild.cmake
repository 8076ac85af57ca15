# What every target of the project shares: warnings, sanitizers, the compiler cache, the linker,
# and the functions that add a module, a user interface room and a test.

find_program(TLVFC_CCACHE ccache)
if(TLVFC_CCACHE)
    # As it must be told of precompiled headers; they use no __TIME__.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros ${TLVFC_CCACHE})
endif()

find_program(TLVFC_LLD ld.lld)
# It does not read what GCC leaves for the linker to optimize.
if(TLVFC_LLD AND NOT (CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU"))
    add_link_options(-fuse-ld=lld)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
# GCC 12 takes std::string::replace for an overlapping copy (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    add_compile_options(-Wno-restrict)
endif()
if(TLVFC_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()
if(TLVFC_SANITIZE)
    add_compile_options(-fsanitize=${TLVFC_SANITIZE})
    add_link_options(-fsanitize=${TLVFC_SANITIZE})
endif()

# For what runs no loops of its own.
set(TLVFC_O1 $<$<CONFIG:Release>:-O1>)
set(TLVFC_OF_WINDOW QT_NO_CAST_FROM_ASCII)

# tlvfc_core_module(NAME SOURCES a.cpp ... [DEPENDS base ...] [PRIVATE lib ...])
# A room of core: the static library tlvfc_NAME. DEPENDS names other rooms of core.
function(tlvfc_core_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
    add_library(tlvfc_${name} STATIC ${ARG_SOURCES})
    target_include_directories(tlvfc_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    list(TRANSFORM ARG_DEPENDS PREPEND tlvfc_)
    target_link_libraries(tlvfc_${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
endfunction()

# tlvfc_ui_module(NAME SOURCES a.cpp ... [DEPENDS ui rooms ...] [CORE core rooms ...] [PRIVATE lib ...])
# A room of the window: the static library tlvfc_ui_NAME, moc and resources included.
function(tlvfc_ui_module name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;CORE;PRIVATE" ${ARGN})
    add_library(tlvfc_ui_${name} STATIC ${ARG_SOURCES})
    set_target_properties(tlvfc_ui_${name} PROPERTIES AUTOMOC ON AUTORCC ON)
    target_compile_definitions(tlvfc_ui_${name} PRIVATE ${TLVFC_OF_WINDOW})
    target_include_directories(tlvfc_ui_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    list(TRANSFORM ARG_DEPENDS PREPEND tlvfc_ui_)
    list(TRANSFORM ARG_CORE PREPEND tlvfc_)
    target_link_libraries(tlvfc_ui_${name}
        PUBLIC ${ARG_DEPENDS} ${ARG_CORE} Qt6::Widgets
        PRIVATE ${ARG_PRIVATE})
    target_precompile_headers(tlvfc_ui_${name} REUSE_FROM tlvfc_window_headers)
endfunction()

# tlvfc_test(NAME LIBRARIES tlvfc_x ... [TIMEOUT seconds] [GUI])
# Builds tst_NAME.cpp of the calling folder and runs it through ctest, offscreen and on two threads.
function(tlvfc_test name)
    cmake_parse_arguments(ARG "GUI" "TIMEOUT" "LIBRARIES" ${ARGN})
    add_executable(tst_${name} tst_${name}.cpp)
    set_target_properties(tst_${name} PROPERTIES
        AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    # What is tested is optimized in its own room: here it would only cost a quarter of the build.
    target_compile_options(tst_${name} PRIVATE ${TLVFC_O1})
    target_link_libraries(tst_${name} PRIVATE ${ARG_LIBRARIES} tlvfc_test_support Qt6::Test)
    if(ARG_GUI)
        target_link_libraries(tst_${name} PRIVATE Qt6::Widgets)
    endif()
    if(ARG_GUI OR ARG_LIBRARIES MATCHES tlvfc_ui_)
        target_precompile_headers(tst_${name} REUSE_FROM tlvfc_window_test_headers)
    elseif(NOT ARG_LIBRARIES MATCHES LibTorch) # its headers come before Qt's, which has a macro slots
        target_precompile_headers(tst_${name} REUSE_FROM tlvfc_test_headers)
    endif()
    add_test(NAME ${name} COMMAND tst_${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    if(TLVFC_SANITIZE) # takes many times as long
        math(EXPR ARG_TIMEOUT "5 * ${ARG_TIMEOUT}")
        set(patience ";QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000")
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TLVFC_SOURCE_DIR=${PROJECT_SOURCE_DIR}${patience}"
        SKIP_REGULAR_EXPRESSION "Totals: [0-9]+ passed, 0 failed, [1-9][0-9]* skipped")
endfunction()
