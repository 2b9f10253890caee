#pragma once
// What an edit of the plan comes to, once kithd has read it.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ctl/client.hpp"
#include "ctl/surroundings.hpp"

namespace kith::ctl {

/// Made before the file is written: it asks where things stand, and listens. Without kithd it does nothing.
class TakenUp {
  public:
    /// `names`: of items and people.
    TakenUp(const Surroundings& world, const std::string& plan, std::vector<std::string> names);

    /// Waits for kithd, for some seconds at most. Sentences for the person, each a line: what moved, or why nothing did.
    [[nodiscard]] std::vector<std::string> sentences();

  private:
    struct Coming {
        std::string now;
        std::vector<std::string> at;   ///< RFC 3339, soonest first
    };
    [[nodiscard]] std::optional<Coming> coming(const std::string& name);
    [[nodiscard]] bool plan_changes();
    [[nodiscard]] std::string moved(const std::string& name, const std::optional<Coming>& before);

    std::optional<Client> client_;
    std::string other_plan_;   ///< kithd reads that one
    std::vector<std::string> names_;
    std::map<std::string, std::optional<Coming>> before_;
};

}   // namespace kith::ctl
