#include "ctl/last_edit.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

#include <boost/describe.hpp>
#include <boost/json.hpp>

#include <unistd.h>

#include "ctl/new_file.hpp"

namespace kith::ctl {

BOOST_DESCRIBE_STRUCT(LastEdit::File, (), (path, before, after))
BOOST_DESCRIBE_STRUCT(LastEdit, (), (what, names, files))

std::filesystem::path last_edit_path() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && state[0] == '/')
        return std::filesystem::path{state} / "kith" / "last-edit.json";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] != '\0')
        return std::filesystem::path{home} / ".local" / "state" / "kith" / "last-edit.json";
    return {};
}

std::optional<LastEdit> read_last_edit() {
    std::ifstream file{last_edit_path()};
    std::ostringstream text;
    text << file.rdbuf();
    boost::system::error_code error;
    const boost::json::value json = boost::json::parse(text.str(), error);
    if (error) return std::nullopt;
    const auto edit = boost::json::try_value_to<LastEdit>(json);
    return edit ? std::optional{*edit} : std::nullopt;
}

bool keep_last_edit(const LastEdit& edit) {
    const std::filesystem::path path = last_edit_path();
    if (path.empty() || make_folders(path.parent_path()) != 0) return false;
    const std::string fresh = path.native() + ".new";
    ::unlink(fresh.c_str());
    NewFile file{fresh};
    file.write(boost::json::serialize(boost::json::value_from(edit)));
    file.finish();
    std::error_code error;
    if (file.error() == 0) std::filesystem::rename(fresh, path, error);
    return file.error() == 0 && !error;
}

void forget_last_edit() {
    std::error_code ignored;
    std::filesystem::remove(last_edit_path(), ignored);
}

}   // namespace kith::ctl
