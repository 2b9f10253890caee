// E, the floor of every kithctl command: connect to a Unix socket, send a line, read one, print it, exit.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

int main(int argc, char** argv) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (argc != 3 || std::strlen(argv[1]) >= sizeof address.sun_path) return 2;
    std::memcpy(address.sun_path, argv[1], std::strlen(argv[1]));
    const int peer = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (peer < 0 || connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return 1;
    char line[4096];
    const std::size_t length = std::strlen(argv[2]);
    if (length + 1 > sizeof line) return 2;
    std::memcpy(line, argv[2], length);
    line[length] = '\n';
    if (write(peer, line, length + 1) != static_cast<ssize_t>(length + 1)) return 1;
    for (;;) {
        const ssize_t got = read(peer, line, sizeof line);
        if (got <= 0 || write(STDOUT_FILENO, line, static_cast<std::size_t>(got)) != got) return 1;
        if (line[got - 1] == '\n') return 0;
    }
}
