# What an installation has. Packagers set CMAKE_INSTALL_PREFIX and DESTDIR as ever, and KITH_USER_UNIT_DIR where their distribution keeps user units.
set(KITH_USER_UNIT_DIR ${CMAKE_INSTALL_DATADIR}/systemd/user CACHE STRING "Where systemd's user units go")

install(TARGETS kithd kithctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Not share/kith: below ~/.local that is the journal's own folder, which nobody else may read.
install(FILES config/example.yaml config/plan.schema.json DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(FILES ctl/completions/kithctl.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME kithctl)
install(FILES ctl/completions/_kithctl DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ctl/completions/kithctl.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Unit and desktop entry name the program's full path, which is known when it is installed: `cmake --install --prefix` may say another one than
# here. A desktop whose PATH lacks ~/.local/bin would take an entry without it for a broken one.
install(CODE "
    set(source \"${PROJECT_SOURCE_DIR}/systemd\")
    set(target \"${PROJECT_BINARY_DIR}\")
    set(program_folder \"${CMAKE_INSTALL_BINDIR}\")
")
install(CODE [[
    if(NOT IS_ABSOLUTE "${program_folder}")
        string(PREPEND program_folder "${CMAKE_INSTALL_PREFIX}/")
    endif()
    # In both files % has a meaning of its own; in a unit a space too.
    string(REPLACE "%" "%%" program_folder "${program_folder}")
    file(READ "${source}/kith.desktop" entry)
    string(REPLACE "Exec=kithd" "Exec=\"${program_folder}/kithd\"" entry "${entry}")
    file(WRITE "${target}/kith.desktop" "${entry}")
    file(READ "${source}/kithd.service" unit)
    if(NOT program_folder STREQUAL "$ENV{HOME}/.local/bin")
        string(REPLACE " " "\\x20" program_folder "${program_folder}")
        string(REPLACE "%h/.local/bin" "${program_folder}" unit "${unit}")
    endif()
    file(WRITE "${target}/kithd.service" "${unit}")
]])
install(FILES ${PROJECT_BINARY_DIR}/kithd.service systemd/kithd.socket DESTINATION ${KITH_USER_UNIT_DIR})
install(FILES ${PROJECT_BINARY_DIR}/kith.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES systemd/kith.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
