# What an installation has. Packagers set CMAKE_INSTALL_PREFIX and DESTDIR as ever, and KITH_USER_UNIT_DIR where their distribution keeps user units.
set(KITH_USER_UNIT_DIR ${CMAKE_INSTALL_DATADIR}/systemd/user CACHE STRING "Where systemd's user units go")

install(TARGETS kithd kithctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Not share/kith: below ~/.local that is the journal's own folder, which nobody else may read.
install(FILES config/example.yaml DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The unit names the program's full path, which is known when it is installed: `cmake --install --prefix` may say another one than here.
install(CODE "
    set(unit_source \"${PROJECT_SOURCE_DIR}/systemd/kithd.service\")
    set(unit_target \"${PROJECT_BINARY_DIR}/kithd.service\")
    set(program_folder \"${CMAKE_INSTALL_BINDIR}\")
")
install(CODE [[
    if(NOT IS_ABSOLUTE "${program_folder}")
        string(PREPEND program_folder "${CMAKE_INSTALL_PREFIX}/")
    endif()
    file(READ "${unit_source}" unit)
    if(NOT program_folder STREQUAL "$ENV{HOME}/.local/bin")
        # In a unit % and spaces have a meaning of their own.
        string(REPLACE "%" "%%" program_folder "${program_folder}")
        string(REPLACE " " "\\x20" program_folder "${program_folder}")
        string(REPLACE "%h/.local/bin" "${program_folder}" unit "${unit}")
    endif()
    file(WRITE "${unit_target}" "${unit}")
]])
install(FILES ${PROJECT_BINARY_DIR}/kithd.service DESTINATION ${KITH_USER_UNIT_DIR})
