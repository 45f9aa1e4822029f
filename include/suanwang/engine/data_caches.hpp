#pragma once

#include <cstdint>
#include <list>
#include <unordered_map>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Which data sets lie in the clusters' caches. A set that is staged to a cluster stays there until room is
/// needed; then the one that was used longest ago goes first.
class DataCaches {
 public:
  explicit DataCaches(const World& world) : world_(world), caches_(world.clusters().size()) {}

  [[nodiscard]] bool holds(ClusterId cluster, JobClassId job_class, DataSetId set) const {
    return set != 0 && caches_[cluster].places.contains(key(job_class, set));
  }
  /// A job reads a set that the cluster holds.
  void touch(ClusterId cluster, JobClassId job_class, DataSetId set);
  /// A set has been staged. One that is larger than the cache is not kept.
  void add(ClusterId cluster, JobClassId job_class, DataSetId set, Gigabytes size);
  [[nodiscard]] Gigabytes used(ClusterId cluster) const { return caches_[cluster].used; }

  /// Whether the job finds its input there: where it lies; a data set also at the class's replicas and in the
  /// cluster's cache.
  [[nodiscard]] bool is_at(const Job& job, ClusterId cluster) const;
  /// The nearest place to stage the job's input from; where it lies if no other is nearer.
  [[nodiscard]] NodeId source(const Job& job, NodeId destination) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(caches_);
  }

 private:
  struct Entry {
    std::uint64_t key;
    Gigabytes size;
  };
  struct Cache {
    std::list<Entry> by_use;                                               // used last in front
    std::unordered_map<std::uint64_t, std::list<Entry>::iterator> places;  // never walked through
    Gigabytes used;

    template <class Archive>
    void serialize(Archive& archive) {
      archive(by_use, used);
      if constexpr (Archive::is_loading::value) {
        places.clear();
        for (auto each = by_use.begin(); each != by_use.end(); ++each) places[each->key] = each;
      }
    }
  };
  static std::uint64_t key(JobClassId job_class, DataSetId set) {
    return std::uint64_t{job_class.index()} << 32 | set;
  }

  const World& world_;
  Table<ClusterId, Cache> caches_;
};

}  // namespace suanwang
