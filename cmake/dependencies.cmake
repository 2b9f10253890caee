# Everything kith stands on, found once. `./dev setup` installs it on Debian and its children.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(absl REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(SQLite3 3.37 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(libnotify REQUIRED IMPORTED_TARGET libnotify>=0.8)
pkg_check_modules(libsystemd REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

# yaml-cpp 0.8 renamed its target.
if(TARGET yaml-cpp::yaml-cpp)
    set(KITH_YAML_CPP yaml-cpp::yaml-cpp)
else()
    set(KITH_YAML_CPP yaml-cpp)
endif()

# Asio is compiled once, here, instead of in every file that includes it.
add_library(kith_asio STATIC ${PROJECT_SOURCE_DIR}/cmake/asio.cpp)
target_compile_definitions(kith_asio PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE
    BOOST_ASIO_CUSTOM_HANDLER_TRACKING="${PROJECT_SOURCE_DIR}/cmake/asio_turns.hpp")
target_link_libraries(kith_asio PUBLIC Boost::headers Threads::Threads)
target_precompile_headers(kith_asio PUBLIC "$<$<COMPILE_LANGUAGE:CXX>:${PROJECT_SOURCE_DIR}/cmake/asio_pch.hpp>")
