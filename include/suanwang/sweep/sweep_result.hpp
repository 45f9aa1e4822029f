#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "suanwang/store/database.hpp"
#include "suanwang/sweep/plan.hpp"
#include "suanwang/sweep/sweep_runs.hpp"

namespace suanwang {

/// A finished sweep.
struct SweepResult {
  SweepPlan plan;
  SweepRuns runs;

  [[nodiscard]] std::size_t failed() const;
};

/// @throws InputError if the ids of factors and figures do not do as columns of a result.
void check_columns(const SweepPlan& plan);

/// Writes a result's two files into `folder`, each whole or not at all, over those that are there:
/// `runs.csv`, a row a run, and `sweep.sqlite`, last. Plan and runs determine every byte. docs/sweeps.md has
/// the tables.
/// @throws InputError if they cannot be written.
void write_sweep_result(const std::filesystem::path& folder, const SweepPlan& plan, const SweepRuns& runs);

/// @param path A `sweep.sqlite`, or the folder that holds it.
/// @throws InputError if it is not one, is damaged, or another version wrote what this one cannot read.
[[nodiscard]] SweepResult read_sweep_result(const std::filesystem::path& path);

/// The same file for queries of one's own.
[[nodiscard]] Database open_sweep_result(const std::filesystem::path& path);

/// Hash of the plan whose result stands in a folder; empty if none does.
[[nodiscard]] std::string hash_of_result(const std::filesystem::path& folder);

}  // namespace suanwang
