#include "daemon/adapters/notice_display.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "daemon/adapters/display_text.hpp"

namespace kith::adapters {
namespace {

constexpr const char* application = "kith";
constexpr std::size_t longest_summary = 200;
constexpr std::size_t longest_body = 1000;
constexpr std::size_t longest_label = 60;

constexpr std::array<std::pair<core::Button, const char*>, 7> action_keys{{
    {core::Button::done, "done"},
    {core::Button::later, "later"},
    {core::Button::not_today, "not-today"},
    {core::Button::one_by_one, "one-by-one"},
    {core::Button::lighter, "lighter"},
    {core::Button::same, "same"},
    {core::Button::heavier, "heavier"},
}};

const char* key_of(core::Button button) {
    const auto* const found =
        std::find_if(action_keys.begin(), action_keys.end(), [&](const auto& entry) { return entry.first == button; });
    assert(found != action_keys.end());
    return found->second;
}

std::string body_text(const app::Notice& notice, const NotificationServer::Info& server) {
    std::string text = multi_line(notice.body, longest_body);
    if (!server.can("actions") && !notice.fallback.empty()) {
        if (!text.empty()) text += '\n';
        text += single_line(notice.fallback, longest_summary);
    }
    return server.can("body-markup") ? escape_markup(text) : text;
}

bool server_went(const GlibError& error) {
    return error.is(G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) || error.is(G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           error.is(G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) || error.is(G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
           error.is(G_IO_ERROR, G_IO_ERROR_CLOSED);
}

}   // namespace

struct NoticeDisplay::Click {
    NoticeDisplay* display;
    core::NoticeId notice;
    core::Button button;
};

NoticeDisplay::NoticeDisplay(NotificationServer& server, Callbacks callbacks) : server_{server}, callbacks_{std::move(callbacks)} {
    notify_init(application);
}

void NoticeDisplay::adopt(std::vector<app::ShownAs> shown) {
    adopted_.clear();
    for (app::ShownAs& one : shown) adopted_.push_back({std::move(one)});
}

void NoticeDisplay::show(app::Notice notice) {
    if (!server_.present()) {
        dropped_.insert(notice.id);
        server_.wish();
        return;
    }
    forget_content(notice.id);
    queue_.push_back(std::move(notice));
    ask_before_showing();
}

void NoticeDisplay::withdraw(core::NoticeId notice) {
    forget_content(notice);
    if (dropped_.erase(notice) > 0 && dropped_.empty()) server_.wish_no_more();
    if (unanswered_ && unanswered_->notice == notice) unanswered_->withdrawn = true;
    for (Adopted& one : adopted_) one.withdrawn = one.withdrawn || one.shown.notice == notice;
    const auto found = displayed_.find(notice);
    if (found == displayed_.end()) return;
    const std::uint32_t id = found->second.id;
    drop_later(std::move(found->second.object));
    displayed_.erase(found);
    server_.close(id);
}

void NoticeDisplay::forget_content(core::NoticeId notice) {
    std::erase_if(queue_, [&](const app::Notice& waiting) { return waiting.id == notice; });
    refused_.erase(notice);
}

void NoticeDisplay::server_came(const NotificationServer::Info& info) {
    info_ = info;
    dropped_.clear();
    for (const auto& [shown, withdrawn] : adopted_) {
        if (shown.server != info.key || shown.id == 0) continue;
        if (withdrawn) {
            server_.close(shown.id);
        } else {
            displayed_.try_emplace(shown.notice, Displayed{nullptr, shown.id});
        }
    }
    adopted_.clear();
    ask_before_showing();
}

void NoticeDisplay::server_left() {
    info_.reset();
    asking_ = false;
    queue_.clear();
    refused_.clear();
    retry_.stop();
    retry_delay_.reset();
    unanswered_.reset();
    displayed_.clear();
    drop_.stop();
    dropping_.clear();
    // A fresh start: libnotify's proxy would ask the next server a question and wait for the answer, and after a lost bus never works again.
    // With no notification left it closes none.
    notify_uninit();
    notify_init(application);
}

void NoticeDisplay::ask_before_showing() {
    if (!info_ || asking_ || (queue_.empty() && !unanswered_)) return;
    asking_ = true;
    server_.ping();
}

void NoticeDisplay::server_answered() {
    asking_ = false;
    settle_unanswered();
    if (!queue_.empty()) {
        app::Notice next = std::move(queue_.front());
        queue_.pop_front();
        present(std::move(next));
    }
    ask_before_showing();
}

NoticeDisplay::Notification NoticeDisplay::make(const app::Notice& notice, std::uint32_t replaces) {
    std::string summary = single_line(notice.summary, longest_summary);
    if (summary.empty()) summary = application;
    const std::string body = body_text(notice, *info_);
    Notification object{NOTIFY_NOTIFICATION(g_object_new(NOTIFY_TYPE_NOTIFICATION, "id", static_cast<gint>(replaces), "summary",
                                                         summary.c_str(), "body", body.c_str(), nullptr))};
    notify_notification_set_urgency(object.get(), NOTIFY_URGENCY_NORMAL);   // critical would pierce do-not-disturb
    notify_notification_set_timeout(object.get(), notice.stays ? NOTIFY_EXPIRES_NEVER : NOTIFY_EXPIRES_DEFAULT);
    notify_notification_set_category(object.get(), "x-kith.nudge");
    notify_notification_set_hint(object.get(), "desktop-entry", g_variant_new_string(application));
    if (info_->can("actions")) {
        for (const app::Notice::Action& action : notice.actions) {
            notify_notification_add_action(
                object.get(), key_of(action.button), single_line(action.label, longest_label).c_str(),
                [](NotifyNotification* sender, char*, gpointer data) {
                    const Click click = *static_cast<Click*>(data);
                    click.display->clicked(sender, click.notice, click.button);
                },
                new Click{this, notice.id, action.button}, [](gpointer data) { delete static_cast<Click*>(data); });
        }
    }
    g_signal_connect(object.get(), "closed",
                     G_CALLBACK(+[](NotifyNotification* sender, gpointer self) { static_cast<NoticeDisplay*>(self)->closed(sender); }),
                     this);
    return object;
}

void NoticeDisplay::present(app::Notice notice) {
    std::uint32_t replaces = 0;
    if (const auto before = displayed_.find(notice.id); before != displayed_.end()) {
        replaces = before->second.id;
        drop_later(std::move(before->second.object));
        displayed_.erase(before);
    }
    // The property is an int; no server counts that far, but then adding one is better than replacing a stranger's.
    const bool replaceable = replaces <= static_cast<std::uint32_t>(G_MAXINT32);
    Notification object = make(notice, replaceable ? replaces : 0);
    GlibError error;
    if (notify_notification_show(object.get(), error.out()) != FALSE) {
        presented(notice.id, std::move(object), replaces);
    } else {
        not_presented(std::move(notice), std::move(object), replaces, error);
    }
}

void NoticeDisplay::presented(core::NoticeId notice, Notification object, std::uint32_t replaces) {
    gint id = 0;
    g_object_get(object.get(), "id", &id, nullptr);
    const auto shown = static_cast<std::uint32_t>(id);
    if (std::string key = server_.latest_key(); !key.empty() && key != info_->key) {
        // Another server has taken over and shown it before this thread heard of that: server_came() will find it there.
        adopted_.push_back({{notice, std::move(key), shown}});
        return drop_later(std::move(object));
    }
    if (replaces != 0 && replaces != shown) server_.close(replaces);
    displayed_[notice] = {std::move(object), shown};
    retry_delay_.reset();
    if (refused_.empty()) callbacks_.refused("");
    callbacks_.shown({notice, info_->key, shown});
}

void NoticeDisplay::not_presented(app::Notice notice, Notification object, std::uint32_t replaces, GlibError& error) {
    if (error.is(G_IO_ERROR, G_IO_ERROR_TIMED_OUT) || error.is(G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
        error.is(G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)) {
        // It will be shown when the server goes on. The next answer tells, and with it the id.
        const core::NoticeId id = notice.id;
        unanswered_ = Unanswered{id, std::move(object), replaces, false, std::move(notice)};
        return;
    }
    drop_later(std::move(object));
    if (replaces != 0) displayed_[notice.id] = {nullptr, replaces};
    // Either it is going, and server_left() forgets all of this, or it stays and hands on what somebody behind it said.
    if (!server_went(error)) callbacks_.refused(single_line(error.text(), longest_summary));
    const core::NoticeId id = notice.id;
    refused_.insert_or_assign(id, std::move(notice));
    if (retry_.running()) return;
    retry_.start(retry_delay_.take(), [this] {
        for (auto& [unused, again] : refused_) queue_.push_back(std::move(again));
        refused_.clear();
        ask_before_showing();
    });
}

void NoticeDisplay::settle_unanswered() {
    if (!unanswered_) return;
    Unanswered sent = std::move(*unanswered_);
    unanswered_.reset();
    const std::uint32_t id = server_.latest_id();
    if (id == 0) {
        // It answers and the reply never came: it was not shown. What came since goes first.
        if (sent.replaces != 0) displayed_[sent.notice] = {nullptr, sent.replaces};
        const bool newer = std::any_of(queue_.begin(), queue_.end(), [&](const app::Notice& waiting) { return waiting.id == sent.notice; });
        if (!newer && !sent.withdrawn) queue_.push_front(std::move(sent.content));
        return drop_later(std::move(sent.object));
    }
    if (sent.withdrawn) {
        server_.close(id);
        return drop_later(std::move(sent.object));
    }
    g_object_set(sent.object.get(), "id", static_cast<gint>(id), nullptr);
    presented(sent.notice, std::move(sent.object), sent.replaces);
}

void NoticeDisplay::clicked(NotifyNotification* object, core::NoticeId notice, core::Button button) {
    const auto found = displayed_.find(notice);
    if (found == displayed_.end() || found->second.object.get() != object) return;
    const std::uint32_t id = found->second.id;
    drop_later(std::move(found->second.object));
    displayed_.erase(found);
    // Not every server removes it after a button.
    server_.close(id);
    callbacks_.clicked(notice, button);
}

void NoticeDisplay::closed(NotifyNotification* object) {
    const auto found =
        std::find_if(displayed_.begin(), displayed_.end(), [&](const auto& entry) { return entry.second.object.get() == object; });
    if (found == displayed_.end()) return;   // clicked, withdrawn or replaced: no event
    const core::NoticeId notice = found->first;
    const bool dismissed = notify_notification_get_closed_reason(object) == NOTIFY_CLOSED_REASON_DISMISSED;
    drop_later(std::move(found->second.object));
    displayed_.erase(found);
    callbacks_.left(notice, dismissed ? core::Fate::dismissed : core::Fate::expired);
}

void NoticeDisplay::drop_later(Notification object) {
    // libnotify may still be in the middle of one of its signals.
    if (!object) return;
    dropping_.push_back(std::move(object));
    if (!drop_.running()) drop_.start(0, [this] { dropping_.clear(); });
}

}   // namespace kith::adapters
