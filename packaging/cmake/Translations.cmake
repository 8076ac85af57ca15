# The window in other languages. resources/translations/tlvfc-studio_LANGUAGE.ts is a language's
# file, which Qt Linguist edits; whatever lies there is built with the program and installed.
#
#   cmake --build --preset dev --target translations
#
# brings these files up to date with the sources, and writes build/…/translations/tlvfc-studio.ts,
# from which a new language begins. Without Qt's tools the window is English.

find_package(Qt6LinguistTools 6.4 QUIET)
if(NOT Qt6LinguistTools_FOUND)
    return()
endif()

set(translation_sources ${PROJECT_SOURCE_DIR}/resources/translations)
set(translation_folder ${PROJECT_BINARY_DIR}/translations)
file(GLOB translation_files CONFIGURE_DEPENDS ${translation_sources}/tlvfc-studio_*.ts)

# What core says comes as a source of its own, since core knows nothing of Qt.
add_custom_target(translations
    COMMAND ${CMAKE_COMMAND} -E make_directory ${translation_folder}
    COMMAND core-texts > ${translation_folder}/core_texts.cpp
    COMMAND Qt6::lupdate -silent -no-obsolete -locations relative -I ${PROJECT_SOURCE_DIR}
        ${PROJECT_SOURCE_DIR}/ui ${translation_folder}/core_texts.cpp
        -ts ${translation_folder}/tlvfc-studio.ts ${translation_files}
    DEPENDS core-texts
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    VERBATIM)

set(compiled_files)
foreach(file ${translation_files})
    cmake_path(GET file STEM name)
    set(compiled ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/translations/${name}.qm)
    add_custom_command(OUTPUT ${compiled}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/translations
        COMMAND Qt6::lrelease -silent ${file} -qm ${compiled}
        DEPENDS ${file}
        VERBATIM)
    list(APPEND compiled_files ${compiled})
endforeach()
if(compiled_files)
    add_custom_target(languages ALL DEPENDS ${compiled_files})
    install(FILES ${compiled_files}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/tlvfc-studio/translations)
endif()
