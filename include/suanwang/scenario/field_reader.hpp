#pragma once

#include <functional>
#include <string>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/core/spec.hpp"
#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// Where a figure of a scenario comes from. A figure states it in place, `{value: 255, mark: R, source:
/// S29}`, or inherits `mark`, `source` and `note` from the mapping around it.
struct Provenance {
  std::string key_path;
  std::string value;  ///< as written; a list is "[12 figures]"
  std::string
      mark;  ///< O official, R reported, E estimate, I inference; -M: from memory. Empty if not stated.
  std::string sources;  ///< ids, joined by ", "
  std::string note;
  Mark place;
};

struct ReadResult {
  Issues issues;
  std::vector<Provenance> provenance;  ///< of every number and list of numbers, in the order of the fields
};

/// Reads a mapping into the targets that `fields` lists. Every fault is collected; targets whose key is
/// faulty or absent keep their value. The caller throws `InputError` if there are issues.
void read_fields(const DocumentNode& root, const std::function<void(Fields&)>& fields, ReadResult& result);

template <HasFields Spec>
void read_fields(const Document& document, Spec& spec, ReadResult& result) {
  read_fields(
      document.root(), [&spec](Fields& f) { spec.fields(f); }, result);
}

}  // namespace suanwang
