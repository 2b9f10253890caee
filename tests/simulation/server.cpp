#include "tests/simulation/server.hpp"

#include <algorithm>
#include <utility>

namespace kith::simulation {

// --- The server ------------------------------------------------------------------------------------------------------------------------

void Server::go() {
    present_ = hung_ = false;
    entries_.clear();
}

void Server::come() {
    present_ = true;
    hung_ = false;
    ++incarnation_;
    next_id_ = 1;
    entries_.clear();
}

bool Server::died_of_it() {
    if (dies_at_ == 0 || --dies_at_ != 0) return false;
    go();
    come();
    return true;
}

std::optional<std::uint32_t> Server::too_many() const {
    return cap != 0 && entries_.size() > cap ? std::optional{entries_.front().id} : std::nullopt;
}

std::uint32_t Server::display(const app::Notice& notice, std::uint32_t replaces, std::uint64_t process) {
    auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == replaces; });
    if (found == entries_.end()) found = entries_.insert(entries_.end(), Entry{next_id_++, {}, 0});
    found->notice = notice;
    found->process = process;
    const Entry shown = *found;
    if (appeared) appeared(shown);
    return shown.id;
}

void Server::close(std::uint32_t id) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.id == id; });
}

void Server::drop_shown_by(std::uint64_t process) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.process == process; });
}

// --- The process's side ----------------------------------------------------------------------------------------------------------------

std::vector<SimDesktop::Shown>::iterator SimDesktop::find(core::NoticeId notice) {
    return std::find_if(shown_.begin(), shown_.end(), [&](const Shown& one) { return one.notice == notice; });
}

void SimDesktop::adopt(std::vector<app::ShownAs> shown) { adopted_ = std::move(shown); }

void SimDesktop::show(app::Notice notice) {
    fuse_.touch();
    if (on_show) on_show(notice);
    if (!connected_) return;
    if (server_.hung())
        waiting_.push_back([this, notice] { present(notice); });
    else
        present(notice);
    fuse_.touch();
}

void SimDesktop::present(const app::Notice& notice) {
    if (server_.died_of_it()) {
        server_left();
        return server_came();
    }
    const auto before = find(notice.id);
    const std::uint32_t id = server_.display(notice, before == shown_.end() ? 0 : before->id, process_);
    if (before == shown_.end())
        shown_.push_back({notice.id, id, true});
    else
        *before = {notice.id, id, true};
    heard_.push_back([this, shown = app::ShownAs{notice.id, server_.key(), id}] { callbacks_.shown(shown); });
    if (const auto oldest = server_.too_many()) left(*oldest, core::Fate::expired);
}

void SimDesktop::withdraw(core::NoticeId notice) {
    fuse_.touch();
    if (server_.hung()) {
        waiting_.push_back([this, notice] { withdraw(notice); });
        return;
    }
    for (const app::ShownAs& one : adopted_)
        if (one.notice == notice && one.server == server_.key()) server_.close(one.id);
    if (const auto found = find(notice); found != shown_.end()) {
        server_.close(found->id);
        shown_.erase(found);
    }
    fuse_.touch();
}

void SimDesktop::server_left() {
    connected_ = false;
    shown_.clear();
    waiting_.clear();
}

void SimDesktop::server_came() {
    connected_ = true;
    shown_.clear();
    waiting_.clear();
    for (const app::ShownAs& one : std::exchange(adopted_, {}))
        if (one.server == server_.key()) shown_.push_back({one.notice, one.id, false});
    hears([this] { callbacks_.ready(); });
}

void SimDesktop::server_went_on() {
    // The server may die of one of them; what it had not yet taken is lost.
    std::vector<std::function<void()>> calls = std::exchange(waiting_, {});
    const std::string key = server_.key();
    for (const auto& call : calls) {
        if (server_.key() != key) return;
        call();
    }
}

void SimDesktop::clicked(std::uint32_t id, core::Button button) {
    const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const Shown& one) { return one.id == id; });
    if (found == shown_.end() || !found->ours) return;
    const core::NoticeId notice = found->notice;
    shown_.erase(found);
    server_.close(id);
    hears([=, this] { callbacks_.clicked(notice, button); });
}

void SimDesktop::left(std::uint32_t id, core::Fate fate) {
    server_.close(id);
    const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const Shown& one) { return one.id == id; });
    if (found == shown_.end() || !found->ours) return;
    const core::NoticeId notice = found->notice;
    shown_.erase(found);
    hears([=, this] { callbacks_.left(notice, fate); });
}

void SimDesktop::hears(std::function<void()> signal) {
    last_signal_ = signal;
    heard_.push_back(std::move(signal));
}

void SimDesktop::once_more() {
    if (last_signal_) heard_.push_back(last_signal_);
}

bool SimDesktop::drain() {
    if (late_ || heard_.empty()) return false;
    while (!heard_.empty()) {
        const auto word = std::move(heard_.front());
        heard_.erase(heard_.begin());
        word();
    }
    return true;
}

}   // namespace kith::simulation
