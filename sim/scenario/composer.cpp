#include "composer.hpp"

#include <algorithm>
#include <unordered_map>

#include "suanwang/scenario/file_scope.hpp"

#include "key_path.hpp"
#include "yaml_parser.hpp"

namespace suanwang {

namespace {

namespace fs = std::filesystem;
using Kind = DocumentNode::Kind;

/// One name for a file however it is spelled. It need not exist.
fs::path identity_of(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : canonical;
}

std::vector<DocumentNode> bases_of(const DocumentNode& own) {
  const DocumentNode* extends = own.find("extends");
  if (!extends || extends->kind == Kind::null) return {};
  if (extends->kind == Kind::sequence) return extends->items;
  return {*extends};
}

void put_on_layer(DocumentNode& node, int layer) {
  for (DocumentNode::Entry& entry : node.entries) {
    entry.key_mark.layer = layer;
    put_on_layer(entry.value, layer);
  }
  for (DocumentNode& item : node.items) put_on_layer(item, layer);
}

}  // namespace

void merge(DocumentNode& into, DocumentNode&& from) {
  into.mark = from.mark;
  std::unordered_map<std::string, std::size_t> inherited;
  for (std::size_t i = 0; i < into.entries.size(); ++i) inherited.emplace(into.entries[i].key, i);
  std::vector<bool> is_taken_away(into.entries.size(), false);
  for (DocumentNode::Entry& entry : from.entries) {
    const auto place = inherited.find(entry.key);
    if (place == inherited.end()) {
      into.entries.push_back(std::move(entry));
      is_taken_away.push_back(false);
      continue;
    }
    DocumentNode::Entry& old = into.entries[place->second];
    const bool are_mappings = entry.value.kind == Kind::mapping && old.value.kind == Kind::mapping;
    if (entry.value.kind == Kind::null) {
      is_taken_away[place->second] = true;
    } else if (are_mappings && !(is_figure(old.value) && is_figure(entry.value))) {
      old.key_mark = entry.key_mark;
      merge(old.value, std::move(entry.value));
    } else {
      old = std::move(entry);
    }
  }
  std::size_t i = 0;
  std::erase_if(into.entries, [&](const auto&) { return is_taken_away[i++]; });
}

DocumentNode Composer::compose(const fs::path& path) {
  const fs::path identity = identity_of(path);
  if (const auto known = composed_.find(identity); known != composed_.end()) return known->second;
  chain_.push_back(identity);
  files_.push_back(path);
  DocumentNode own = parse_yaml_file(path, issues_);
  DocumentNode merged;
  merged.kind = Kind::mapping;
  merged.mark = own.mark;
  for (const DocumentNode& base : bases_of(own)) add_base(path, base, merged);
  std::erase_if(own.entries, [](const auto& entry) { return entry.key == "extends"; });
  put_on_layer(own, ++layers_);
  merge(merged, std::move(own));
  chain_.pop_back();
  composed_.emplace(identity, merged);
  return merged;
}

void Composer::add_base(const fs::path& path, const DocumentNode& base, DocumentNode& merged) {
  const auto refuse = [&](const std::string& problem, const std::string& remedy) {
    issues_.push_back(make_issue(base.mark, "extends", problem, remedy));
  };
  if (base.kind != Kind::scalar || base.scalar.empty())
    return refuse("not the name of a file", "write a path relative to this file");
  const fs::path base_path = (path.parent_path() / base.scalar).lexically_normal();
  const fs::path identity = identity_of(base_path);
  if (std::find(chain_.begin(), chain_.end(), identity) != chain_.end()) {
    std::string circle;
    for (const fs::path& link : chain_) circle += link.filename().string() + " -> ";
    return refuse("a circle: " + circle + identity.filename().string(), "take one of them out");
  }
  if (const auto fault = out_of_scope(base_path, files_.front()))
    return refuse(fault->problem, fault->remedy);
  std::error_code error;
  if (!fs::is_regular_file(base_path, error))
    return refuse("no file '" + base_path.string() + "'", "write a path relative to this file");
  merge(merged, compose(base_path));
}

}  // namespace suanwang
