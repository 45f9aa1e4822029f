#include "suanwang/engine/data_caches.hpp"

#include <algorithm>

namespace suanwang {

void DataCaches::touch(ClusterId cluster, JobClassId job_class, DataSetId set) {
  Cache& cache = caches_[cluster];
  if (const auto place = cache.places.find(key(job_class, set)); place != cache.places.end())
    cache.by_use.splice(cache.by_use.begin(), cache.by_use, place->second);
}

void DataCaches::add(ClusterId cluster, JobClassId job_class, DataSetId set, Gigabytes size) {
  Cache& cache = caches_[cluster];
  const Gigabytes room = world_.clusters()[cluster].cache;
  if (set == 0 || size > room) return;
  if (holds(cluster, job_class, set)) return touch(cluster, job_class, set);
  while (cache.used + size > room && !cache.by_use.empty()) {
    cache.used -= cache.by_use.back().size;
    cache.places.erase(cache.by_use.back().key);
    cache.by_use.pop_back();
  }
  if (cache.by_use.empty()) cache.used = Gigabytes(0);  // no rounding is left behind
  cache.by_use.push_front({key(job_class, set), size});
  cache.places.emplace(key(job_class, set), cache.by_use.begin());
  cache.used += size;
}

bool DataCaches::is_at(const Job& job, ClusterId cluster) const {
  const NodeId node = world_.clusters()[cluster].node;
  if (job.input <= Gigabytes(0) || node == job.input_node()) return true;
  if (job.data_set == 0) return false;
  const auto& replicas = world_.job_classes()[job.job_class].replicas;
  return std::find(replicas.begin(), replicas.end(), node) != replicas.end() ||
         holds(cluster, job.job_class, job.data_set);
}

NodeId DataCaches::source(const Job& job, NodeId destination) const {
  NodeId best = job.input_node();
  if (job.data_set == 0) return best;
  const auto delay_from = [&](NodeId node) { return world_.network().route(node, destination)->delay; };
  Delay least = delay_from(best);
  const auto offer = [&](NodeId node) {
    if (!world_.network().route(node, destination) || delay_from(node) >= least) return;
    least = delay_from(node);
    best = node;
  };
  for (const NodeId node : world_.job_classes()[job.job_class].replicas) offer(node);
  for (const ClusterId cluster : world_.clusters().ids())
    if (holds(cluster, job.job_class, job.data_set)) offer(world_.clusters()[cluster].node);
  return best;
}

}  // namespace suanwang
