// bench_notified ADDRESS: the notification server of that bus, of the simplest kind. Prints "ready", and then for each Notify that arrives when
// it did, in ns of the wall clock. It is taken down before the answer is written, and nothing is ever drawn.
#include <systemd/sd-bus.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

constexpr const char* service = "org.freedesktop.Notifications";

int notify(sd_bus_message* message, void* /*unused*/, sd_bus_error* /*unused*/) {
    static std::uint32_t last = 0;
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    const int replied = sd_bus_reply_method_return(message, "u", ++last);
    std::printf("%lld\n", static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec);
    std::fflush(stdout);
    return replied;
}

int close_notification(sd_bus_message* message, void* /*unused*/, sd_bus_error* /*unused*/) {
    return sd_bus_reply_method_return(message, "");
}

int capabilities(sd_bus_message* message, void* /*unused*/, sd_bus_error* /*unused*/) {
    return sd_bus_reply_method_return(message, "as", 2, "actions", "body");
}

int information(sd_bus_message* message, void* /*unused*/, sd_bus_error* /*unused*/) {
    return sd_bus_reply_method_return(message, "ssss", "bench", "kith", "1", "1.2");
}

void need(int result, const char* what) {
    if (result >= 0) return;
    std::fprintf(stderr, "bench_notified: %s: %s\n", what, std::strerror(-result));
    std::exit(1);
}

const sd_bus_vtable methods[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", notify, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("CloseNotification", "u", "", close_notification, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetCapabilities", "", "as", capabilities, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetServerInformation", "", "ssss", information, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END,
};

}   // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    sd_bus* bus = nullptr;
    need(sd_bus_new(&bus), "bus");
    need(sd_bus_set_address(bus, argv[1]), "address");
    need(sd_bus_set_bus_client(bus, 1), "client");
    need(sd_bus_start(bus), "start");
    need(sd_bus_add_object_vtable(bus, nullptr, "/org/freedesktop/Notifications", service, methods, nullptr), "methods");
    need(sd_bus_request_name(bus, service, 0), "name");
    std::puts("ready");
    std::fflush(stdout);
    for (;;) {
        const int handled = sd_bus_process(bus, nullptr);
        need(handled, "process");
        if (handled == 0) need(sd_bus_wait(bus, UINT64_MAX), "wait");
    }
}
