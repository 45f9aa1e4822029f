#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suanwang/core/units.hpp"

namespace suanwang {

/// The keys of a spec, as data. A spec lists them once in `void fields(Fields& f)`; the YAML reader, the
/// unknown-key check, the JSON Schema and the reference page all walk the same list.
///
///     struct StorageSpec {          // storage_spec.hpp
///       Megawatts power;
///       double initial_charge = 0.5;
///       void fields(Fields& f);
///     };
///
///     void StorageSpec::fields(Fields& f) {          // storage_spec.cpp, which includes fields.hpp
///       f("power_mw", power, "Charge and discharge limit.").at_least(Megawatts(0));
///       f("initial_charge", initial_charge, "Share of `energy` stored at the start.").optional().within(0,
///       1);
///     }
///
/// A key of a quantity ends with a unit (`power_mw: 400`); the reader also takes the bare key with a unit in
/// the value (`power: 0.4 GW`).
class Fields;
struct FieldValue;

template <class T>
concept HasFields = requires(T spec, Fields& f) {
  spec.fields(f);
};

/// Names of an enumeration in files and reports: specialise with `static constexpr std::array<std::pair<E,
/// const char*>, N> all`.
template <class Enum>
struct Names;

template <class Enum>
[[nodiscard]] std::string name_of(Enum value) {
  for (const auto& [each, name] : Names<Enum>::all)
    if (each == value) return name;
  return {};
}

/// Entities by id, in the order of the file.
template <class T>
struct Keyed {
  std::vector<std::pair<std::string, T>> entries;

  [[nodiscard]] const T* find(std::string_view id) const {
    for (const auto& [key, value] : entries)
      if (key == id) return &value;
    return nullptr;
  }
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view id) const {
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].first == id) return i;
    return std::nullopt;
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const auto& [key, value] : entries) all.push_back(key);
    return all;
  }
  [[nodiscard]] bool empty() const { return entries.empty(); }
  [[nodiscard]] std::size_t size() const { return entries.size(); }
  [[nodiscard]] auto begin() const { return entries.begin(); }
  [[nodiscard]] auto end() const { return entries.end(); }
};

}  // namespace suanwang
