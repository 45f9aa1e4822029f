#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "suanwang/core/fields.hpp"
#include "suanwang/policy/catalogue.hpp"

// A plug-in is a shared library with policies of one's own, loaded with `--plugin FILE.so`. It includes this
// header in one file and defines there
//
//     void suanwang_add_policies(suanwang::PolicyCatalogue& catalogue) {
//       catalogue.route.add<GreenestRoute>("greenest", "Most renewables per MW of load.");
//     }
//
// docs/policies.md says more, docs/tutorials/own-policy is a template.

namespace suanwang {

/// FNV-1a of a list of numbers.
constexpr std::uint32_t folded(std::initializer_list<std::size_t> numbers) {
  std::uint32_t hash = 2166136261u;
  for (const std::size_t each : numbers) hash = (hash ^ static_cast<std::uint32_t>(each)) * 16777619u;
  return hash;
}

/// Names the interface between program and plug-in: a number that is raised when the meaning of a call
/// changes, with the sizes of what is passed, which tell most changes that nobody thought of.
constexpr std::uint32_t plugin_interface = folded({1,
                                                   sizeof(World),
                                                   sizeof(State),
                                                   sizeof(View),
                                                   sizeof(Job),
                                                   sizeof(JobClass),
                                                   sizeof(ActiveJob),
                                                   sizeof(QueuedJob),
                                                   sizeof(Candidate),
                                                   sizeof(Hub),
                                                   sizeof(Cluster),
                                                   sizeof(Pool),
                                                   sizeof(Chip),
                                                   sizeof(RouteDecision),
                                                   sizeof(PoolRoom),
                                                   sizeof(ServePlan),
                                                   sizeof(PowerPlan),
                                                   sizeof(RationPlan),
                                                   sizeof(PolicyCatalogue),
                                                   sizeof(Field)});

}  // namespace suanwang

/// Adds the plug-in's policies. Defined by the plug-in.
extern "C" [[gnu::visibility("default")]] void suanwang_add_policies(suanwang::PolicyCatalogue& catalogue);

/// With what interface the plug-in was built; the program refuses any other than its own.
extern "C" [[gnu::visibility("default"), gnu::used]] inline std::uint32_t suanwang_plugin_interface() {
  return suanwang::plugin_interface;
}
