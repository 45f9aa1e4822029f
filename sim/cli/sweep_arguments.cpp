#include "sweep_arguments.hpp"

#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "session.hpp"

namespace suanwang::cli {

namespace fs = std::filesystem;

namespace {

/// results/NAME-sweep, or the one of results/NAME-sweep-2, ... that is unfinished.
fs::path unfinished_folder(const fs::path& usual) {
  std::vector<fs::path> unfinished;
  fs::path folder = usual;
  for (int number = 2; fs::exists(folder); ++number) {
    if (fs::exists(folder / "work" / "plan.json")) unfinished.push_back(folder);
    folder = usual.string() + "-" + std::to_string(number);
  }
  if (unfinished.size() > 1)
    throw InputError(fmt::format("--resume: {} and {} are both unfinished; name one with --out",
                                 unfinished[0].string(), unfinished[1].string()));
  return unfinished.empty() ? usual : unfinished.front();
}

}  // namespace

Shard shard_of(const std::string& text) {
  Shard shard;
  const char *at = text.data(), *const end = at + text.size();
  const auto number = std::from_chars(at, end, shard.number);
  if (number.ec == std::errc() && number.ptr != end && *number.ptr == '/') {
    const auto count = std::from_chars(number.ptr + 1, end, shard.count);
    if (count.ec == std::errc() && count.ptr == end && shard.number >= 1 && shard.number <= shard.count)
      return shard;
  }
  throw InputError("--shard '" + text + "': not of the form I/N, such as 1/16 to 16/16");
}

std::optional<std::uint64_t> memory_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double number = 0.0;
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(stop, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' '));
  const double factor = unit == "GB" ? 1e9 : unit == "MB" ? 1e6 : 0.0;
  constexpr double most = 1e15;  // a petabyte
  if (problem != std::errc() || factor == 0.0 || !(number > 0.0 && number * factor < most))
    throw InputError("--memory '" + text + "': not a size, such as 6GB or 500MB");
  return static_cast<std::uint64_t>(number * factor);
}

Begin begin_of(const SweepArguments& arguments) {
  if (arguments.force && arguments.resume)
    throw InputError("--force begins anew and --resume goes on: choose one");
  if (!arguments.shard.empty()) {
    if (arguments.force || arguments.resume)
      throw InputError("--shard joins what is there by itself: leave out --force and --resume");
    return Begin::join;
  }
  return arguments.force ? Begin::overwrite : arguments.resume ? Begin::resume : Begin::anew;
}

fs::path folder_of(const SweepArguments& arguments, const SweepPlan& plan) {
  if (!arguments.out.empty()) return arguments.out;
  const fs::path usual = fs::path("results") / (plan.name + "-sweep");
  if (arguments.resume) return unfinished_folder(usual);
  if (arguments.force || !arguments.shard.empty()) return usual;
  return fresh_folder(plan.name + "-sweep");
}

void check_engine(const SweepArguments& arguments) {
  const bool is_slurm = arguments.engine == "slurm";
  if (is_slurm && !arguments.shard.empty())
    throw InputError("--shard runs a part here, and --engine slurm all of them there: choose one");
  if (!is_slurm && (arguments.shards > 0 || !arguments.sbatch.empty()))
    throw InputError("--shards and --sbatch are of --engine slurm; a part here is --shard I/N");
}

}  // namespace suanwang::cli
