#pragma once

#include <string>
#include <vector>

#include "suanwang/sweep/analysis.hpp"
#include "suanwang/sweep/estimate.hpp"
#include "suanwang/sweep/execute.hpp"
#include "suanwang/sweep/pivot.hpp"

namespace suanwang::cli {

/// What a sweep is about to do: factors, design, points, policies, seeds, runs.
[[nodiscard]] std::string plan_text(const SweepPlan& plan);
[[nodiscard]] std::string estimate_text(const SweepEstimate& estimate, std::size_t workers);
/// What came of it: the first variants with their means, and failures.
[[nodiscard]] std::string result_text(const SweepResult& result);
/// How the time was spent.
[[nodiscard]] std::string effort_text(const ExecuteOutcome& outcome);

/// Response tables, tornado and indices of one metric.
[[nodiscard]] std::string analysis_text(const SweepResult& result, const MetricAnalysis& analysis);
[[nodiscard]] std::string best_text(const SweepResult& result, std::size_t metric,
                                    const std::vector<RankedVariant>& best);
/// @param most_rows More are counted, not shown; 0: all are shown.
[[nodiscard]] std::string table_text(const QueryTable& table, std::size_t most_rows);

}  // namespace suanwang::cli
