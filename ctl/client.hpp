#pragma once
// A connection to kithd: plain blocking calls with a deadline. One request, one reply; after watch.start, notices.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <tl/expected.hpp>

#include "daemon/protocol/framing.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::ctl {

/// Why there is no answer.
struct Trouble {
    enum class Kind : std::uint8_t {
        away,        ///< nobody listens
        forbidden,   ///< the socket can't be reached: somebody else's, or a path that can't be one
        silent,      ///< no answer within the deadline
        broken,      ///< the connection ended, or what came is no reply
        refused      ///< an answer, and it is no: `error` is set
    };
    Kind kind = Kind::away;
    std::string detail;   ///< in words; for refused empty
    protocol::Error error;
};

template <class T>
using Answer = tl::expected<T, Trouble>;

class Client {
  public:
    /// `deadline`: how long the daemon may say nothing while an answer is awaited, and how long it may leave a request unread.
    static Answer<Client> connect(const std::filesystem::path& socket, std::chrono::milliseconds deadline);

    /// The result of one call. Notices that arrive meanwhile are dropped.
    Answer<boost::json::value> call(std::string_view method, const boost::json::value& params);

    /// The next notice, however long it takes, or until nothing has come for so long.
    Answer<protocol::Changed> next_change(std::optional<std::chrono::milliseconds> deadline = std::nullopt);

    Client(Client&& other) noexcept;
    Client& operator=(Client&& other) = delete;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client();

  private:
    Client(int fd, std::chrono::milliseconds deadline);
    std::optional<Trouble> send(std::string_view bytes);
    // Without a deadline they wait for ever.
    Answer<std::string> line(std::optional<std::chrono::milliseconds> deadline);
    Answer<std::size_t> read_more(std::optional<std::chrono::milliseconds> deadline);

    int fd_;
    std::chrono::milliseconds deadline_;
    std::int64_t last_id_ = 0;
    protocol::LineSplitter lines_;
};

}   // namespace kith::ctl
