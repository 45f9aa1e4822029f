// replication                  runs the studies; fails if a figure is off
// replication --write <page>   writes the tables into the page
// replication --check <page>   fails if the page says otherwise
// Without the data of a study it says so and returns 77.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "lets_wait_awhile.hpp"

namespace suanwang::replication {
namespace {

std::string text_of(const std::vector<Saving>& savings) {
  std::string text =
      "| savings, % | published | plain search | simulator | simulator - published | holds |\n";
  text += "|---|---|---|---|---|---|\n";
  for (const Saving& each : savings)
    text += fmt::format("| {} | {:.2f} | {:.2f} | {:.2f} | {:+.2f} | {} |\n", each.of, each.published,
                        each.searched, each.simulated,
                        std::round((each.simulated - each.published) * 100) / 100 + 0.0,  // never -0.00
                        each.holds() ? "yes" : "**no**");
  return text;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

/// The page with what stands between the marks replaced. @return Empty if it has no such marks.
std::string with_table(const std::string& page, const std::string& name, const std::string& table) {
  const std::string begin_mark = "<!-- begin " + name + " -->\n", end_mark = "<!-- end " + name + " -->\n";
  const std::size_t begin = page.find(begin_mark), end = page.find(end_mark);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return page.substr(0, begin) + begin_mark + table + page.substr(end);
}

int run(const std::vector<std::string>& arguments, const std::string& data) {
  if (!std::filesystem::exists(data + "/jobs/lwa-ml-jobs.csv")) {
    std::cout << "skipped: " << data << "/jobs/lwa-ml-jobs.csv is not there\n";
    return 77;
  }
  const bool writes = arguments.size() == 2 && arguments[0] == "--write";
  const bool checks = arguments.size() == 2 && arguments[0] == "--check";
  std::string page = writes || checks ? read_file(arguments[1]) : "";
  bool all_hold = true;
  const std::pair<std::string, std::vector<Saving>> tables[] = {
      {"nightly", nightly_jobs(data)},
      {"machine-learning", machine_learning_jobs(data)},
      {"noise", noisy_machine_learning_jobs(data)}};
  for (const auto& [name, savings] : tables) {
    const std::string table = text_of(savings);
    for (const Saving& each : savings) all_hold = all_hold && each.holds();
    const std::string renewed = with_table(page, name, table);
    if (!writes && (!checks || renewed != page)) std::cout << table;
    if (checks && renewed != page) {
      std::cout << "FAIL: the page says otherwise; write it anew with --write\n";
      all_hold = false;
    }
    if (writes) page = renewed;
  }
  if (writes && !page.empty()) std::ofstream(arguments[1]) << page;
  if (!all_hold) std::cout << "FAIL: a figure is off\n";
  return all_hold ? 0 : 1;
}

}  // namespace
}  // namespace suanwang::replication

int main(int argc, char** argv) {
  return suanwang::replication::run({argv + 1, argv + argc}, SUANWANG_DATA_DIR);
}
