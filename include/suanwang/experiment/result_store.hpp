#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "suanwang/engine/observer.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/store/database.hpp"

namespace suanwang {

class PartialFolder;
class Snapshot;

/// The result folder of one run: summary.json, result.sqlite (docs/results.md) and CSV copies of its tables
/// if asked for. Everything is written beside the folder and renamed when complete, so what carries the
/// folder's name is whole.
class ResultStore final : public Observer {
 public:
  /// @throws InputError if `folder` exists and `overwrite` is false, or if nothing can be written there.
  /// @param checkpoint Folder that `keep` wrote to, where the run goes on from there.
  ResultStore(const World& world, const std::filesystem::path& folder, bool overwrite, bool store_jobs,
              const std::filesystem::path& checkpoint = {});
  /// Removes what was written unless `commit` was called.
  ~ResultStore() override;

  void on_interval(const IntervalReport& report) override;
  void on_job(const JobRecord& record) override;
  void on_run(const RunRecord& run) override;
  void on_transfer(const TransferRecord& transfer) override;

  /// Puts what was stored so far into `checkpoint`, or takes up from there what is not in the tables.
  void keep(Snapshot& snapshot, const std::filesystem::path& checkpoint);
  /// Writes the run's own tables and renames. @param write_csv Also a CSV file for every table.
  void commit(const Summary& summary, const LoadedScenario& scenario, bool write_csv);

 private:
  struct Tables;
  const World& world_;
  std::unique_ptr<PartialFolder> folder_;
  std::unique_ptr<Tables> tables_;
};

/// A run's finished result, to read. @param folder With result.sqlite.
/// @throws InputError if it is not there, is damaged, or another version wrote it.
[[nodiscard]] Database open_result(const std::filesystem::path& folder);

}  // namespace suanwang
