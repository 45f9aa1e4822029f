#include "suanwang/sweep/journal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t checksum_digits = 8;

std::string checksum(std::string_view text) {
  const auto sum = crc32(0L, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  return fmt::format("{:08x}", sum);
}

std::string line_of(const Json& json) {
  // A message may quote bytes of a file that are not UTF-8.
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return checksum(text) + ' ' + text + '\n';
}

Json json_of(const SweepRun& run) {
  Json values = Json::array();
  for (const auto& each : run.values) values.push_back(each ? Json(*each) : Json());
  Json json = {{"variant", run.key.variant}, {"seed", run.key.seed},
               {"digest", run.digest},       {"calibration_factor", run.calibration_factor},
               {"wall_s", run.wall_s},       {"values", values}};
  if (!run.error.empty()) json["error"] = run.error;
  return json;
}

SweepRun run_of(const Json& json) {
  SweepRun run{{json.at("variant"), json.at("seed")},
               json.value("error", ""),
               json.at("digest"),
               json.at("calibration_factor"),
               {},
               json.at("wall_s")};
  for (const Json& each : json.at("values"))
    run.values.push_back(each.is_null() ? std::nullopt : std::optional(each.get<double>()));
  return run;
}

/// What stands in a line, if all of it is there.
std::optional<Json> content_of(std::string_view line) {
  if (line.size() <= checksum_digits || line[checksum_digits] != ' ') return std::nullopt;
  const std::string_view text = line.substr(checksum_digits + 1);
  if (line.substr(0, checksum_digits) != checksum(text)) return std::nullopt;
  const Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : std::optional(json);
}

/// Lines as they are, the last one with or without its end.
std::vector<std::string> lines_in(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(std::move(line));
  if (!file.eof()) throw InputError(path.string() + ": cannot be read");
  return lines;
}

void read_journal(const fs::path& path, const std::string& plan_hash, SweepRuns& runs) {
  const std::vector<std::string> lines = lines_in(path);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto json = content_of(lines[i]);
    if (!json && i + 1 == lines.size()) return;  // cut off when its writer was killed
    if (!json)
      throw InputError(
          fmt::format("{}:{}: is damaged: its checksum does not hold; remove the file to run anew "
                      "what stands in it, and go on with --resume",
                      path.string(), i + 1));
    if (i == 0) {
      if (json->value("plan", "") != plan_hash)
        throw InputError(path.string() + ": belongs to another plan; remove it, or begin in another folder");
      continue;
    }
    SweepRun run = run_of(*json);
    runs.emplace(run.key, std::move(run));
  }
}

bool is_journal(const fs::path& path) {
  return path.filename().string().starts_with("journal-") && path.extension() == ".jsonl";
}

std::vector<fs::path> journals_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (is_journal(entry.path())) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Journal::~Journal() {
  if (descriptor_ < 0) return;
  fsync(descriptor_);
  close(descriptor_);
}

void Journal::open() {
  char host[64] = "";
  gethostname(host, sizeof host - 1);
  // Processes on several machines may share the folder, and numbers of processes come again.
  for (int attempt = 0; descriptor_ < 0; ++attempt) {
    path_ = folder_ / fmt::format("journal-{}-{}-{}.jsonl", host, getpid(), attempt);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor_ < 0 && errno != EEXIST)
      throw InputError(path_.string() + ": cannot be written: " + std::strerror(errno));
  }
  write(line_of({{"suanwang_sweep", 1}, {"plan", plan_hash_}}));
}

void Journal::write(const std::string& line) {
  const off_t before = lseek(descriptor_, 0, SEEK_END);
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t count = ::write(descriptor_, line.data() + written, line.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count > 0) {
      written += static_cast<std::size_t>(count);
      continue;
    }
    const int reason = errno;
    // So that no half line stands before those that another attempt may append.
    const bool is_clean = ftruncate(descriptor_, before) == 0;
    throw InputError(
        fmt::format("{}: cannot be written: {}; what was finished before is safe{}: make room and go on "
                    "with --resume",
                    path_.string(), std::strerror(reason), is_clean ? "" : " but for its last line"));
  }
}

void Journal::append(const SweepRun& run) {
  const std::string line = line_of(json_of(run));
  const std::lock_guard lock(guard_);
  if (descriptor_ < 0) open();
  struct stat there {};
  if (fstat(descriptor_, &there) == 0 && there.st_nlink == 0)
    throw InputError(
        path_.string() +
        ": was removed while the sweep ran; what was computed is lost with it: start the sweep again, "
        "with --resume if its folder is still there");
  write(line);
  if (const auto now = std::chrono::steady_clock::now(); now - flushed_ > std::chrono::seconds(1)) {
    fsync(descriptor_);
    flushed_ = now;
  }
}

SweepRuns read_journals(const fs::path& folder, const std::string& plan_hash) {
  SweepRuns runs;
  for (const fs::path& each : journals_in(folder)) {
    try {
      read_journal(each, plan_hash, runs);
    } catch (const nlohmann::json::exception& error) {
      throw InputError(each.string() + ": is damaged: " + error.what());
    }
  }
  return runs;
}

}  // namespace suanwang
