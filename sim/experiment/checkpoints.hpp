#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "suanwang/core/snapshot.hpp"

namespace suanwang {

/// Snapshots of an unfinished run beside the folder that its result will have, under
/// `.NAME.checkpoint-INTERVAL`. A new one is whole before the one before it goes, so that a run that is
/// killed at any moment can go on from one.
class Checkpoints {
 public:
  /// @param result Folder of the result. @param identity Of all that the run depends on.
  Checkpoints(const std::filesystem::path& result, std::string identity);

  /// The folder of the last one; empty if there is none.
  [[nodiscard]] std::optional<std::filesystem::path> last() const;
  /// @param write Given the snapshot, and the folder, for files that go with it.
  /// @throws InputError if nothing can be written there.
  void store(std::size_t interval,
             const std::function<void(Snapshot&, const std::filesystem::path&)>& write) const;
  /// @throws InputError if `checkpoint` is damaged, or of another run.
  void restore(const std::filesystem::path& checkpoint, const std::function<void(Snapshot&)>& read) const;
  /// All but one, or all.
  void remove_but(const std::filesystem::path& kept = {}) const;

 private:
  [[nodiscard]] std::filesystem::path path_at(std::size_t interval) const;

  std::filesystem::path parent_;
  std::string prefix_;
  std::string identity_;
};

}  // namespace suanwang
