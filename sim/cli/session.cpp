#include "session.hpp"

#include <csignal>
#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "terminal_plot.hpp"

namespace suanwang::cli {

std::atomic<bool> stop_requested{false};

namespace {

void request_stop(int) { stop_requested = true; }

}  // namespace

void heed_interrupts() {
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  // A terminal that is closed; under nohup that is ignored, and stays so.
  if (std::signal(SIGHUP, request_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
}

ProgressDisplay::ProgressDisplay(bool is_quiet)
    : is_quiet_(is_quiet), is_terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressDisplay::show(const RunProgress& progress) {
  show(progress.stage, progress.share, progress.jobs > 0 ? fmt::format("{} jobs", progress.jobs) : "");
}

void ProgressDisplay::show(const char* stage, double share, const std::string& note) {
  if (is_quiet_) return;
  const auto now = std::chrono::steady_clock::now();
  const double elapsed_s = std::chrono::duration<double>(now - start_).count();
  if (is_terminal_) {
    if (now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const int filled = static_cast<int>(share * bar_width);
    const std::string left = share < 0.02 ? "" : span_text(elapsed_s * (1.0 - share) / share) + " left";
    std::fprintf(stderr, "\r\033[K%-11s [%s%s] %3.0f %%  %s%s", stage,
                 std::string(static_cast<std::size_t>(filled), '#').c_str(),
                 std::string(static_cast<std::size_t>(bar_width - filled), '.').c_str(), share * 100.0,
                 note.empty() ? "" : (note + "  ").c_str(), left.c_str());
    std::fflush(stderr);
    has_bar_ = true;
    return;
  }
  const int tenth = static_cast<int>(share * 10.0);
  if (tenth <= last_tenth_) return;
  last_tenth_ = tenth;
  spdlog::info("{}: {} %, {}{:.1f} s", stage, tenth * 10, note.empty() ? "" : note + ", ", elapsed_s);
}

void ProgressDisplay::clear() {
  if (has_bar_) std::fprintf(stderr, "\r\033[K");
  has_bar_ = false;
}

std::filesystem::path fresh_folder(const std::string& name) {
  const std::filesystem::path base = std::filesystem::path("results") / name;
  if (!std::filesystem::exists(base)) return base;
  for (int number = 2;; ++number) {
    const std::filesystem::path next = base.string() + "-" + std::to_string(number);
    if (!std::filesystem::exists(next)) return next;
  }
}

std::string percent(double share) { return fmt::format("{:.1f}", share * 100.0); }

}  // namespace suanwang::cli
