// validation <part>...                      runs parts; fails if a figure is off
// validation --write <page> [<part>...]     writes what they say into the page
// validation --check <page> [<part>...]     fails if the page says otherwise
// Parts that need a program or data which are not there are skipped, and left as they are in the page.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include "validation.hpp"

namespace suanwang::validation {

bool Row::holds() const {
  switch (relation) {
    case Relation::at_most:
      return measured <= expected + tolerance;
    case Relation::at_least:
      return measured >= expected - tolerance;
    case Relation::equal:
      break;
  }
  return std::abs(measured - expected) <= tolerance;
}

Estimate estimate(const std::vector<double>& replications) {
  const auto n = static_cast<double>(replications.size());
  double sum = 0.0, squares = 0.0;
  for (const double each : replications) sum += each;
  for (const double each : replications) squares += (each - sum / n) * (each - sum / n);
  const double quantile = boost::math::quantile(boost::math::students_t(n - 1.0), 0.995);
  return {sum / n, quantile * std::sqrt(squares / (n - 1.0) / n)};
}

namespace {

std::string figure(double value) {
  if (value == std::round(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{:.5g}", value);
}

std::string text_of(const std::vector<Section>& sections) {
  std::string text;
  for (const Section& section : sections) {
    text += fmt::format("\n### {}\n\n{}\n\n", section.title, section.text);
    text +=
        "| figure | measured | expected | error | allowed | sample | holds "
        "|\n|---|---|---|---|---|---|---|\n";
    for (const Row& row : section.rows) {
      const char* const relation = row.relation == Row::Relation::at_most    ? "at most "
                                   : row.relation == Row::Relation::at_least ? "at least "
                                                                             : "";
      const double difference = row.measured - row.expected;
      const std::string error = row.relation != Row::Relation::equal ? "-"
                                : row.expected != 0.0
                                    ? fmt::format("{:+.2g} %", difference / row.expected * 100 + 0.0)
                                    : figure(difference);
      const std::string allowed = row.tolerance == 0.0
                                      ? row.tolerance_from
                                      : fmt::format("{} ({})", figure(row.tolerance), row.tolerance_from);
      text += fmt::format("| {} | {} | {}{} | {} | {} | {} | {} |\n", row.of, figure(row.measured), relation,
                          figure(row.expected), error, allowed, row.samples, row.holds() ? "yes" : "**no**");
    }
  }
  return text;
}

std::string begin_mark(const std::string& part) { return "<!-- begin " + part + " -->\n"; }
std::string end_mark(const std::string& part) { return "<!-- end " + part + " -->\n"; }

/// The page with what stands between a part's marks replaced.
std::string with_part(const std::string& page, const std::string& part, const std::string& text) {
  const std::size_t begin = page.find(begin_mark(part)), end = page.find(end_mark(part));
  if (begin == std::string::npos || end == std::string::npos) {
    std::cerr << "the page has no place for part '" << part << "'\n";
    std::exit(1);
  }
  return page.substr(0, begin) + begin_mark(part) + text + "\n" + page.substr(end);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

int run(const std::vector<std::string>& arguments, const std::vector<Part>& parts) {
  const bool writes = !arguments.empty() && arguments[0] == "--write";
  const bool checks = !arguments.empty() && arguments[0] == "--check";
  const std::string path = writes || checks ? arguments.at(1) : "";
  std::vector<std::string> wanted(arguments.begin() + (path.empty() ? 0 : 2), arguments.end());
  std::string page = path.empty() ? "" : read_file(path);
  bool all_hold = true;
  std::size_t ran = 0;
  for (const Part& part : parts) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), part.name) == wanted.end()) continue;
    if (part.missing) {
      std::cout << "skipped: " << part.name << ": " << *part.missing << "\n";
      continue;
    }
    ++ran;
    const std::vector<Section> sections = part.run();
    const std::string text = text_of(sections);
    for (const Section& section : sections)
      for (const Row& row : section.rows) all_hold = all_hold && row.holds();
    if (path.empty()) std::cout << text;
    if (writes) page = with_part(page, part.name, text);
    if (checks && with_part(page, part.name, text) != page) {
      std::cout << "FAIL: " << path << " says otherwise in part '" << part.name
                << "'; write it anew with --write\n"
                << text;
      all_hold = false;
    }
  }
  if (writes) std::ofstream(path) << page;
  if (!all_hold) std::cout << "FAIL: a figure is off\n";
  return !all_hold ? 1 : ran == 0 ? 77 : 0;
}

}  // namespace
}  // namespace suanwang::validation

int main(int argc, char** argv) {
  using namespace suanwang::validation;
  const std::string data = SUANWANG_DATA_DIR, simgrid = SUANWANG_SIMGRID_PROGRAM;
  const auto missing = [](bool is_there, const std::string& what) {
    return is_there ? std::nullopt : std::optional(what + " is not there");
  };
  return run(
      {argv + 1, argv + argc},
      {{"queueing", queueing, {}},
       {"network", network, {}},
       {"simgrid", [&] { return network_against_simgrid(simgrid); }, missing(!simgrid.empty(), "SimGrid")},
       {"backfilling", backfilling, {}},
       {"logs", [&] { return real_logs(data); },
        missing(std::filesystem::exists(data + "/jobs/hpc2n-2002-3k.swf.gz"), data + "/jobs")},
       {"mechanics", mechanics, {}},
       {"reliability", reliability, {}},
       {"aggregation", aggregation, {}}});
}
