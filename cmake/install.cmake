# What an installation has. Packagers set CMAKE_INSTALL_PREFIX and DESTDIR as ever, and KITH_USER_UNIT_DIR where their distribution keeps user units.
set(KITH_USER_UNIT_DIR ${CMAKE_INSTALL_DATADIR}/systemd/user CACHE STRING "Where systemd's user units go")

install(TARGETS kithd kithctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Not share/kith: below ~/.local that is the journal's own folder, which nobody else may read.
install(FILES config/example.yaml config/plan.schema.json DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The man pages, where scdoc is at hand.
find_program(SCDOC scdoc)
add_custom_target(man_pages ALL)
if(SCDOC AND NOT KITH_SANITIZE)
    foreach(page kithctl.1 kithd.1 kith-plan.5)
        set(source ${PROJECT_SOURCE_DIR}/ctl/man/${page}.scd)
        set(output ${PROJECT_BINARY_DIR}/man/${page})
        set(from "")
        set(needs ${source} ${PROJECT_SOURCE_DIR}/cmake/manual.cmake)
        if(page STREQUAL kithctl.1)
            set(from -DKITHCTL=$<TARGET_FILE:kithctl>)
            list(APPEND needs kithctl)
        elseif(page STREQUAL kith-plan.5)
            set(from -DSCHEMA=${PROJECT_SOURCE_DIR}/config/plan.schema.json)
            list(APPEND needs ${PROJECT_SOURCE_DIR}/config/plan.schema.json)
        endif()
        add_custom_command(OUTPUT ${output} DEPENDS ${needs}
            COMMAND ${CMAKE_COMMAND} -DSCDOC=${SCDOC} -DPAGE=${source} -DOUTPUT=${output} ${from} -P ${PROJECT_SOURCE_DIR}/cmake/manual.cmake)
        list(APPEND man_pages ${output})
    endforeach()
    add_custom_target(man_files DEPENDS ${man_pages})
    add_dependencies(man_pages man_files)
    install(FILES ${PROJECT_BINARY_DIR}/man/kithctl.1 ${PROJECT_BINARY_DIR}/man/kithd.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_BINARY_DIR}/man/kith-plan.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
endif()

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
