#pragma once

#include "suanwang/engine/records.hpp"

namespace suanwang {

/// Is told what happened. The engine itself keeps nothing that has ended.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_interval(const IntervalReport&) {}
  /// Called when the interval in which the job ended is settled, so that its shares of energy, cost and
  /// carbon are final.
  virtual void on_job(const JobRecord&) {}
  /// Called when a job leaves accelerators, or changes their number.
  virtual void on_run(const RunRecord&) {}
  virtual void on_transfer(const TransferRecord&) {}
};

}  // namespace suanwang
