#include "unknown_key.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "number_limits.hpp"
#include "scalar_text.hpp"

namespace suanwang {

namespace {

/// `power_kw` where `power_mw` is the key: the nearest spelling alone would be wrong by a thousand.
std::string other_unit_remedy(const DocumentNode::Entry& entry, const Fields& fields) {
  for (const Field& field : fields.all()) {
    const auto number = number_behind(field.value);
    const std::string bare = number ? bare_key(field.key, *number) : "";
    const auto unit = bare.empty() ? std::nullopt : find_unit_by_key(entry.key, number->dimension);
    if (unit && entry.key == bare + "_" + std::string(unit->suffix))
      return fmt::format("write {}: {} {}, or {} in {}", bare,
                         entry.value.scalar.empty() ? "..." : entry.value.scalar, unit->symbol, field.key,
                         number->unit->symbol);
  }
  return "";
}

/// `gird_limit: 20 MW` is a slip in `grid_limit`, the bare form of `grid_limit_mw`.
std::string misspelt_bare_key_remedy(const DocumentNode::Entry& entry, const Fields& fields,
                                     const std::vector<std::string>& keys) {
  std::vector<std::string> names = keys;
  for (const Field& field : fields.all()) {
    const auto number = number_behind(field.value);
    const std::string bare = number ? bare_key(field.key, *number) : "";
    if (!bare.empty()) names.push_back(bare);
  }
  const std::string near = nearest_spelling(entry.key, names);
  if (near.empty() || std::find(keys.begin(), keys.end(), near) != keys.end()) return "";
  return "did you mean '" + near + "'? allowed: " + joined(keys);
}

}  // namespace

Issue unknown_key(const DocumentNode::Entry& entry, const DocumentNode& mapping, const Fields& fields,
                  const std::string& tag, const std::string& path) {
  std::vector<std::string> keys;
  if (!tag.empty()) keys.push_back(tag);
  for (const Field& field : fields.all()) keys.push_back(field.key);
  std::string remedy = other_unit_remedy(entry, fields);
  if (remedy.empty()) remedy = misspelt_bare_key_remedy(entry, fields, keys);
  if (remedy.empty()) remedy = keys.empty() ? "no keys are allowed here" : allowed_names(entry.key, keys);
  if (entry.value.kind == DocumentNode::Kind::null && entry.key.find(':') != std::string::npos)
    remedy = "write a space behind the colon";
  // An alternative that was exchanged for another still inherits the keys of the first.
  if (!tag.empty() && mapping.mark.file && entry.key_mark.file && *mapping.mark.file != *entry.key_mark.file)
    remedy += fmt::format("; it is inherited: '{}: ~' takes it away", entry.key);
  return make_issue(entry.key_mark, path, "unknown key", remedy);
}

}  // namespace suanwang
