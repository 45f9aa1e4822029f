#pragma once

#include <string>

#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// Applies "a.b.c=value" to the tree. Mappings that are not there are made, so that the reader reports their
/// keys as it would those of a file.
void apply_override(DocumentNode& root, const std::string& text, Issues& issues);

}  // namespace suanwang
