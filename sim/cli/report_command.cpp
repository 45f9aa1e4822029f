#include <chrono>
#include <fstream>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/report/run_report.hpp"
#include "suanwang/store/folder.hpp"

#include "commands.hpp"

namespace suanwang::cli {

namespace fs = std::filesystem;

/// As a whole or not at all.
void write_report(const fs::path& folder, const fs::path& file) {
  const std::string page = run_report(folder);
  const fs::path partial = file.string() + ".partial";
  std::ofstream stream(partial, std::ios::binary);
  stream << page;
  stream.close();
  if (!stream) throw InputError(partial.string() + ": cannot be written; is the disk full?");
  std::error_code error;
  fs::rename(partial, file, error);
  if (error) throw InputError(file.string() + ": cannot be put in place: " + error.message());
}

int report_command(const ReportArguments& arguments) {
  const fs::path file =
      arguments.out.empty() ? fs::path(arguments.folder) / "report.html" : fs::path(arguments.out);
  write_report(arguments.folder, file);
  if (!arguments.quiet)
    fmt::print("report in {} ({:.2f} MB): open it in a browser\n", file.string(),
               static_cast<double>(fs::file_size(file)) / 1e6);
  return success;
}

}  // namespace suanwang::cli
