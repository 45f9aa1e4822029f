#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/report/report.hpp"
#include "suanwang/store/folder.hpp"
#include "suanwang/sweep/slurm.hpp"

#include "commands.hpp"

namespace suanwang::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* page_name = "report.html";

std::optional<fs::path> path_if(const std::string& name) {
  return name.empty() ? std::nullopt : std::optional<fs::path>(name);
}

/// Whether a file that is there may be replaced by a report: it is one.
bool is_report(const fs::path& file) {
  if (!fs::is_regular_file(file)) return false;
  const std::string page = content_of(file);
  return page.starts_with("<!doctype html>") && page.find("<title>suanwang") != std::string::npos;
}

/// The years of a pathway that have results of their own.
std::vector<fs::path> years_in(const fs::path& folder) {
  std::vector<fs::path> years;
  if (!fs::exists(folder / "pathway.json")) return years;
  for (const auto& entry : fs::directory_iterator(folder))
    if (fs::exists(entry.path() / "result.sqlite")) years.push_back(entry.path());
  return years;
}

void write_pages(const fs::path& folder, const std::string& map) {
  const std::vector<fs::path> years = years_in(folder);
  for (const fs::path& year : years) write_whole(year / page_name, report_of(year, path_if(map)));
  write_whole(folder / page_name, report_of(folder, years.empty() ? path_if(map) : std::nullopt));
}

}  // namespace

void write_reports(const fs::path& folder, const std::string& map) {
  try {
    write_pages(folder, map);
  } catch (const InputError& error) {
    if (!fs::exists(folder)) throw;
    throw InputError(
        fmt::format("{}\nthe result in {} is whole without its report; `suanwang report {}` writes that",
                    error.what(), folder.string(), shell_word(folder.string())));
  }
}

int report_command(const ReportArguments& arguments) {
  const fs::path folder = arguments.folder;
  const fs::path file = arguments.out.empty() ? folder / page_name : fs::path(arguments.out);
  if (!arguments.out.empty() && fs::exists(file) && !is_report(file))
    throw InputError(file.string() + ": exists already and is no report; name another file with --out");
  if (arguments.out.empty())
    write_pages(folder, arguments.map);
  else
    write_whole(file, report_of(folder, path_if(arguments.map)));
  if (!arguments.quiet)
    fmt::print("report in {} ({:.2f} MB): open it in a browser\n", file.string(),
               static_cast<double>(fs::file_size(file)) / 1e6);
  return success;
}

}  // namespace suanwang::cli
