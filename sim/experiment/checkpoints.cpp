#include "checkpoints.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

constexpr const char* state_file = "state";

/// Its number, if the name is that of a whole checkpoint.
std::optional<std::size_t> interval_of(const std::string& name, const std::string& prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  std::size_t interval = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, problem] = std::from_chars(name.data() + prefix.size(), end, interval);
  return problem == std::errc() && rest == end ? std::optional(interval) : std::nullopt;
}

}  // namespace

Checkpoints::Checkpoints(const fs::path& result, std::string identity) : identity_(std::move(identity)) {
  const fs::path whole = whole_path(result);
  parent_ = whole.parent_path();
  prefix_ = "." + whole.filename().string() + ".checkpoint-";
}

fs::path Checkpoints::path_at(std::size_t interval) const {
  return parent_ / (prefix_ + std::to_string(interval));
}

std::optional<fs::path> Checkpoints::last() const {
  std::optional<std::size_t> latest;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent_, error))
    if (const auto interval = interval_of(entry.path().filename().string(), prefix_))
      latest = std::max(latest.value_or(0), *interval);
  return latest ? std::optional(path_at(*latest)) : std::nullopt;
}

void Checkpoints::store(std::size_t interval,
                        const std::function<void(Snapshot&, const fs::path&)>& write) const {
  PartialFolder folder(path_at(interval));
  std::ostringstream state;
  {
    Snapshot snapshot(state);
    std::string identity = identity_;
    snapshot(identity);
    write(snapshot, folder.path());
  }
  folder.write(state_file, std::move(state).str());
  folder.commit();
  remove_but(path_at(interval));
}

void Checkpoints::restore(const fs::path& checkpoint, const std::function<void(Snapshot&)>& read) const {
  std::ifstream state(checkpoint / state_file, std::ios::binary);
  try {
    Snapshot snapshot(state);
    std::string identity;
    snapshot(identity);
    if (identity != identity_)
      throw InputError(checkpoint.string() +
                       ": is of another run: the scenario, its files, --set, --seed, --jobs, plug-ins and "
                       "the program have to "
                       "be those of the run that was interrupted; without --resume the run begins anew");
    read(snapshot);
  } catch (const cereal::Exception&) {
    throw InputError(checkpoint.string() + ": is damaged; without --resume the run begins anew");
  }
}

void Checkpoints::remove_but(const fs::path& kept) const {
  std::error_code error;
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(parent_, error))
    if (interval_of(entry.path().filename().string(), prefix_) && entry.path() != kept)
      old.push_back(entry.path());
  for (const fs::path& each : old) {  // under another name: what looks like a checkpoint is whole
    const fs::path aside = PartialFolder::partial_path(each);
    fs::rename(each, aside, error);
    fs::remove_all(error ? each : aside, error);
  }
  remove_orphans(parent_, prefix_);
}

}  // namespace suanwang
