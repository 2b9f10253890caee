# The programs of `./dev bench`: the floors, and what times them. Target bench_programs builds them all; nothing else does.
set(bench ${CMAKE_CURRENT_LIST_DIR})

function(bench_program name source)
    add_executable(${name} EXCLUDE_FROM_ALL ${bench}/${source})
    target_link_libraries(${name} PRIVATE kith_warnings ${ARGN})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    add_dependencies(bench_programs ${name})
endfunction()

add_custom_target(bench_programs)
bench_program(bench_pairs pairs.cpp)
bench_program(bench_first_answer first_answer.cpp)
bench_program(bench_slots slots_bench.cpp kith_core)
bench_program(bench_agenda agenda_bench.cpp kith_core)
bench_program(bench_steps steps_bench.cpp kith_core)
bench_program(bench_history history.cpp kith_adapters)
bench_program(bench_meanwhile meanwhile.cpp)
bench_program(bench_notified notified.cpp PkgConfig::libsystemd)
bench_program(floor_client floors/client.cpp)
bench_program(floor_due floors/due.cpp SQLite::SQLite3)
bench_program(floor_index floors/index.cpp SQLite::SQLite3)
bench_program(floor_yaml floors/yaml_load.cpp ${KITH_YAML_CPP})
target_link_options(floor_client PRIVATE -static)

# All that kithd is linked with, called or not: the dynamic linker's work belongs to the floor.
bench_program(floor_server floors/server.cpp SQLite::SQLite3 PkgConfig::libnotify PkgConfig::libsystemd PkgConfig::xxhash spdlog::spdlog
    ${KITH_YAML_CPP} absl::time Boost::json)
target_link_options(floor_server PRIVATE -Wl,--no-as-needed)

# libical is only measured beside kith, and nothing stands on it: without it those lines are left out.
pkg_check_modules(libical QUIET IMPORTED_TARGET libical)
if(libical_FOUND)
    bench_program(bench_libical libical_bench.cpp PkgConfig::libical)
endif()
