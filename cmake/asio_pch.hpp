#pragma once
// Precompiled for everything that touches Asio: it costs seconds a file otherwise.
#include <boost/asio.hpp>
