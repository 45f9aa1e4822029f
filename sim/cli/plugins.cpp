#include "plugins.hpp"

#include <cstdint>
#include <cstdio>
#include <dlfcn.h>
#include <unistd.h>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/policy/plugin.hpp"
#include "suanwang/store/folder.hpp"

#include "commands.hpp"

namespace suanwang::cli {

namespace {

namespace fs = std::filesystem;

template <class Function>
Function* function_of(void* library, const std::string& file, const char* name) {
  void* const found = dlsym(library, name);
  if (!found)
    throw InputError(
        fmt::format("--plugin {}: has no function {}; see docs/policies.md, \"Plug-ins\"", file, name));
  return reinterpret_cast<Function*>(found);
}

void* open_library(const std::string& file) {
  const fs::path path = fs::absolute(file);  // a bare name would be looked for among the system's libraries
  if (!fs::exists(path)) throw InputError("--plugin " + file + ": no such file");
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library) return library;
  const char* const problem = dlerror();
  throw InputError("--plugin " + file + ": is not a library that can be loaded: " + (problem ? problem : ""));
}

}  // namespace

void load_plugin(const std::string& file, PolicyCatalogue& catalogue) {
  void* const library = open_library(file);
  auto* const interface = function_of<std::uint32_t()>(library, file, "suanwang_plugin_interface");
  if (interface() != plugin_interface)
    throw InputError(
        fmt::format("--plugin {}: was built for plug-in interface {}, this program has {}; build "
                    "it again with the headers of suanwang {}",
                    file, interface(), plugin_interface, version_text()));
  auto* const add = function_of<void(PolicyCatalogue&)>(library, file, "suanwang_add_policies");
  try {
    add(catalogue);
  } catch (const std::exception& error) {
    throw InputError(fmt::format("--plugin {}: {}", file, error.what()));
  }
}

PolicyWatchdog::PolicyWatchdog(std::chrono::duration<double> budget)
    : budget_(budget), thread_([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          std::this_thread::sleep_for(std::chrono::milliseconds(100));
          runs_.visit([this](WatchedRun& run) { look(run); });
        }
      }) {}

void PolicyWatchdog::look(WatchedRun& run) const {
  const std::uint64_t steps = run.watch.steps();
  const auto now = std::chrono::steady_clock::now();
  const bool is_thinking = steps % 2 == 1;
  if (steps != run.seen_steps || !is_thinking) {
    run.seen_steps = steps;
    run.seen_at = now;
  } else if (now - run.seen_at > budget_) {
    end_process(run);
  }
}

void PolicyWatchdog::end_process(const WatchedRun& run) const {
  fmt::print(stderr,
             "\npolicy '{}' ({}) at {}: has not answered within its budget of {:g} s (--policy-budget); the "
             "process ends, nothing was written\n",
             run.policy_name(), text_of(run.watch.kind()), run.calendar.iso_text(run.watch.now()),
             budget_.count());
  std::fflush(nullptr);
  if (!folder_.empty()) remove_unfinished_folder(folder_);
  // No destructors: other threads are still at work, and one of them never ends.
  _exit(bad_policy);
}

}  // namespace suanwang::cli
