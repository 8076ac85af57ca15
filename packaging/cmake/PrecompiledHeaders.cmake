# Headers that most files of a kind read, read once for all of them: parsing is two thirds of what
# a file of the window or of a test costs. Each file still includes what it uses: packaging/tidy
# and the preset package read it without these (CMAKE_DISABLE_PRECOMPILE_HEADERS).

set(standard_headers <algorithm> <array> <filesystem> <functional> <map> <memory> <optional> <span>
    <string> <vector> <nlohmann/json.hpp>)
set(window_headers <QAction> <QBoxLayout> <QComboBox> <QCoreApplication> <QFileInfo> <QHash>
    <QLabel> <QLineEdit> <QMenu> <QPainter> <QPointer> <QSpinBox> <QStringList> <QTabWidget> <QTimer>
    <QToolButton> <QTreeView> <QWidget>)
set(test_headers <QDir> <QFile> <QSignalSpy> <QTemporaryDir> <QTest>)

# tlvfc_precompile(NAME HEADERS <h> ... [LIBRARIES lib ...] [DEFINITIONS X ...] [OPTIONS -x ...])
# The target NAME, which holds these headers and nothing else. Targets with at least its macros and
# with the same options say target_precompile_headers(TARGET REUSE_FROM NAME).
function(tlvfc_precompile name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES;DEFINITIONS;OPTIONS" ${ARGN})
    file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "namespace {}\n")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE nlohmann_json::nlohmann_json ${ARG_LIBRARIES})
    target_compile_definitions(${name} PRIVATE ${ARG_DEFINITIONS})
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

tlvfc_precompile(tlvfc_window_headers
    HEADERS ${standard_headers} ${window_headers}
    LIBRARIES Qt6::Widgets
    DEFINITIONS ${TLVFC_OF_WINDOW})
tlvfc_precompile(tlvfc_command_headers
    HEADERS ${standard_headers} <CLI/CLI.hpp>
    LIBRARIES CLI11::CLI11
    OPTIONS ${TLVFC_O1})
if(BUILD_TESTING)
    tlvfc_precompile(tlvfc_test_headers
        HEADERS ${standard_headers} ${test_headers}
        LIBRARIES tlvfc_test_support
        OPTIONS ${TLVFC_O1})
    tlvfc_precompile(tlvfc_window_test_headers
        HEADERS ${standard_headers} ${window_headers} ${test_headers}
        LIBRARIES Qt6::Widgets tlvfc_test_support
        OPTIONS ${TLVFC_O1})
endif()
