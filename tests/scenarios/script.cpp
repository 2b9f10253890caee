#include "tests/scenarios/script.hpp"

#include <fstream>
#include <stdexcept>

namespace kith::testing {
namespace {

[[noreturn]] void reject(const std::filesystem::path& file, std::size_t number, const std::string& line) {
    throw std::runtime_error{file.string() + ":" + std::to_string(number) + ": not understood: " + line};
}

// "2026-03-02 11:00..19:59  > text", or to another day: "2026-03-02 11:00..2026-03-05 12:00  > text"
ScriptLine timeline_line(const std::filesystem::path& file, std::size_t number, const std::string& line) {
    const std::size_t gap = line.find("  ");
    if (line.size() < 18 || gap == std::string::npos || gap < 16) reject(file, number, line);
    const std::string when = line.substr(0, gap);
    ScriptLine result;
    result.number = number;
    const std::size_t range = when.find("..");
    result.from = when.substr(0, range);
    const std::string end = range == std::string::npos ? result.from : when.substr(range + 2);
    result.to = end.size() > 5 ? end : when.substr(0, 11) + end;
    result.text = line.substr(gap + 2);
    result.input = result.text.starts_with("> ");
    if (result.input) result.text = result.text.substr(2);
    return result;
}

}   // namespace

Script read_script(const std::filesystem::path& file) {
    std::ifstream in{file};
    if (!in) throw std::runtime_error{"can't read " + file.string()};
    Script script;
    enum class Part { head, plan, timeline } part = Part::head;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const bool indented = line.starts_with("  ");
        if (indented && part == Part::plan) {
            script.plan += line.substr(2) + '\n';
        } else if (indented && part == Part::timeline && !script.lines.empty() &&
                   (script.lines.back().text == "plan" || script.lines.back().text.starts_with("off "))) {
            script.lines.back().plan += line.substr(2) + '\n';
        } else if (line.empty() || line.starts_with('#')) {
            continue;
        } else if (line.starts_with("zone ")) {
            script.zone = line.substr(5);
        } else if (line.starts_with("start ")) {
            script.start = line.substr(6);
        } else if (line.starts_with("until ")) {
            script.until = line.substr(6);
        } else if (line == "plan") {
            part = Part::plan;
        } else if (line == "timeline") {
            part = Part::timeline;
        } else if (part == Part::timeline) {
            script.lines.push_back(timeline_line(file, number, line));
        } else {
            reject(file, number, line);
        }
    }
    return script;
}

}   // namespace kith::testing
