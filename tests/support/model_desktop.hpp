#pragma once
// A notification server made of a map. It shows what it is told, and can be gone.

#include <map>
#include <utility>

#include "daemon/app/ports.hpp"

namespace kith::testing {

class ModelDesktop final : public app::Desktop {
  public:
    void listen(Callbacks callbacks) override { callbacks_ = std::move(callbacks); }
    void adopt(std::vector<app::ShownAs>) override {}
    void show(app::Notice notice) override {
        if (!present_) return;
        if (on_show) on_show(notice);
        shown[notice.id] = std::move(notice);
    }
    void withdraw(core::NoticeId notice) override { shown.erase(notice); }
    [[nodiscard]] Status status() const override {
        return {.present = present_, .server = "model", .trouble = present_ ? "" : "no server"};
    }

    void come() {
        present_ = true;
        callbacks_.ready();
    }
    void go() {
        present_ = false;
        shown.clear();
    }
    void click(core::NoticeId notice, core::Button button) {
        shown.erase(notice);
        callbacks_.clicked(notice, button);
    }
    void leave(core::NoticeId notice, core::Fate fate) {
        shown.erase(notice);
        callbacks_.left(notice, fate);
    }

    std::map<core::NoticeId, app::Notice> shown;
    std::function<void(const app::Notice&)> on_show;

  private:
    bool present_ = false;   ///< as at every start: what is shown before `ready` is dropped
    Callbacks callbacks_;
};

}   // namespace kith::testing
