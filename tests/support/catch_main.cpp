// Catch2 2's main; it takes eleven seconds to compile, so it is compiled once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
