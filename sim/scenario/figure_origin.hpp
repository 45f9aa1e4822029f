#pragma once

#include <string>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// Where figures come from: what holds for a mapping and all below it, until something inside says otherwise.
struct FigureOrigin {
  std::string mark, sources, note;
};

/// Whether `key` says where the figures of a mapping come from: it may stand in any mapping.
[[nodiscard]] bool is_origin_key(const std::string& key);

/// Reads `mark`, `source` and `note` of a mapping, unless `own` has a key of that name. A new mark does not
/// keep the source and note around it: they spoke of another.
[[nodiscard]] FigureOrigin origin_of(const DocumentNode& node, const Fields& own, const FigureOrigin& around,
                                     const std::string& path, Issues& issues);

}  // namespace suanwang
