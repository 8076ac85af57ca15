# What is installed where, and the two packages that cpack makes of it: a .deb for Debian 12 and a
# tar that runs from any folder. Both carry LibTorch's CPU libraries; of everything else they need
# what the distribution has.
#
#   cpack -G DEB -B FOLDER --config build/release/CPackConfig.cmake      (TGZ likewise)

include(GNUInstallDirs)

# LibTorch's libraries stand beside each other, whose own search path has $ORIGIN in it.
set(tlvfc_libraries ${CMAKE_INSTALL_LIBDIR}/tlvfc-studio)
set_target_properties(tlvfc tlvfc-studio PROPERTIES
    INSTALL_RPATH "$ORIGIN/../${tlvfc_libraries}")
install(TARGETS tlvfc tlvfc-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

get_filename_component(libtorch_libraries ${LibTorch_CPU_LIBRARY} DIRECTORY)
file(GLOB libtorch_needed
    ${libtorch_libraries}/libgomp*.so*
    # What the wheel's CPU library links; the official zip's does not.
    ${LIBTORCH_ROOT}/../nvidia/cu13/lib/libcudart.so.*
    ${LIBTORCH_ROOT}/../nvidia/cu13/lib/libcupti.so.*)
install(FILES ${LibTorch_CPU_LIBRARY} ${LibTorch_C10_LIBRARY} ${libtorch_needed}
    DESTINATION ${tlvfc_libraries})

# The desktop's view of the program.
set(desktop ${PROJECT_SOURCE_DIR}/packaging/desktop)
install(FILES ${desktop}/org.tlvfc.studio.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/tlvfc-studio.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps
    RENAME org.tlvfc.studio.svg)
install(FILES ${desktop}/org.tlvfc.studio.mime.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
    RENAME org.tlvfc.studio.xml)
configure_file(${desktop}/org.tlvfc.studio.metainfo.xml
    ${PROJECT_BINARY_DIR}/desktop/org.tlvfc.studio.metainfo.xml @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/desktop/org.tlvfc.studio.metainfo.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)

# What is given away needs its licenses.
set(documents ${CMAKE_INSTALL_DATADIR}/doc/tlvfc-studio)
install(FILES ${desktop}/copyright ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${documents})
file(GLOB libtorch_license ${LIBTORCH_ROOT}/../torch-*.dist-info/licenses/LICENSE)
install(FILES ${libtorch_license} DESTINATION ${documents} RENAME libtorch-licenses)

# Manual pages and the shell's completion are what the program says of itself.
find_program(TLVFC_HELP2MAN help2man)
if(TLVFC_HELP2MAN)
    add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/manual/pages.stamp
        COMMAND ${PROJECT_SOURCE_DIR}/packaging/manual
            $<TARGET_FILE:tlvfc> $<TARGET_FILE:tlvfc-studio> ${PROJECT_BINARY_DIR}/manual
        DEPENDS tlvfc tlvfc-studio ${PROJECT_SOURCE_DIR}/packaging/manual
        COMMENT "Manual pages"
        VERBATIM)
    add_custom_target(manual ALL DEPENDS ${PROJECT_BINARY_DIR}/manual/pages.stamp)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/manual/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        FILES_MATCHING PATTERN "*.1.gz")
    install(FILES ${PROJECT_BINARY_DIR}/manual/tlvfc.completion
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME tlvfc)
endif()

set(CPACK_PACKAGE_NAME tlvfc-studio)
set(CPACK_PACKAGE_VENDOR "The TLVFC Studio developers")
set(CPACK_PACKAGE_CONTACT "The TLVFC Studio developers <studio@tlvfc.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_FILE_NAME tlvfc-studio-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# dpkg-shlibdeps looks for LibTorch's libraries here, and finds that this package has them.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
    ${libtorch_libraries} ${LIBTORCH_ROOT}/../nvidia/cu13/lib)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, fonts-dejavu-core, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n")
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "TLVFC Studio builds the start of a neural network from a pretrained network of
 another architecture, shows every step of it, trains the result and compares
 it with other ways of initialization, in a window and on the command line.")
include(CPack)
