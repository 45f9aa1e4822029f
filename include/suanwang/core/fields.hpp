#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/core/spec.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

// How the keys of a spec (see spec.hpp) become data. Sources that define a spec's `fields` include this;
// headers do not, for every key is a template of its own.

/// A number or quantity. `set` and `get` speak the base unit of the dimension (see `unit_table`).
struct NumberField {
  Dimension dimension = Dimension::none;
  std::optional<UnitDefinition> unit;  ///< unit that the key states; empty for plain numbers
  std::optional<double> minimum, maximum;
  bool excludes_minimum = false;
  bool whole = false;  ///< integers only
  std::function<void(double)> set;
  std::function<std::optional<double>()> get;
};

struct FlagField {
  std::function<void(bool)> set;
  std::function<bool()> get;
};

struct TextField {
  bool is_identifier = false;  ///< letters, digits, `_` and `-`, starting with a letter
  std::function<void(std::string)> set;
  std::function<std::string()> get;
};

/// A local day, written 2030-01-01, or a local minute, 2030-01-01 14:30.
struct DateField {
  bool has_time = false;
  std::function<void(LocalMinute)> set;
};

/// One of a closed set of names.
struct ChoiceField {
  std::vector<std::string> names;
  std::function<void(std::string_view)> set;
  std::function<std::string()> get;
};

/// A mapping with its own keys.
struct ObjectField {
  std::function<void(Fields&)> fields;
  std::function<bool()> is_present = [] { return true; };  ///< false: absent so far; `fields` would make it
};

/// A sequence. `append` makes room for one more element and returns how to read it.
struct ListField {
  std::optional<std::size_t> size;  ///< exact number of elements, if there is one
  std::function<void()> clear;
  std::function<FieldValue()> append;
  std::function<FieldValue()> prototype;              ///< an element that belongs to nobody, for the schema
  std::function<std::vector<FieldValue>()> elements;  ///< those that are there
};

/// A mapping whose keys are ids chosen by the user.
struct MapField {
  std::function<FieldValue(const std::string& id)> insert;
  std::function<FieldValue()> prototype;
  std::function<std::vector<std::pair<std::string, FieldValue>>()> elements;  ///< those that are there
};

/// One of several named alternatives with keys of their own: a bare name (`route: nearest`), or a mapping
/// that holds the name under `tag` (`route: {name: cheapest, load_limit: 0.9}`).
struct TaggedField {
  struct Alternative {
    std::string name;
    std::string help;
  };
  std::string tag;
  std::vector<Alternative> alternatives;
  std::function<ObjectField(const std::string& name)> select;     ///< chooses for real
  std::function<ObjectField(const std::string& name)> prototype;  ///< for the schema
  std::function<std::string()> get;
  std::function<ObjectField()> current;  ///< keys of the alternative that is chosen
};

struct FieldValue {
  std::variant<NumberField, FlagField, TextField, DateField, ChoiceField, ObjectField, ListField, MapField,
               TaggedField>
      as;
};

struct Field {
  std::string key;
  std::string help;
  bool is_required = true;
  FieldValue value;
};

// How each kind of C++ value is read. Overloads rather than a registry: a type without one does not compile.
FieldValue bind_field(double& target, std::string_view key);
FieldValue bind_field(bool& target, std::string_view key);
FieldValue bind_field(std::int64_t& target, std::string_view key);
FieldValue bind_field(std::uint32_t& target, std::string_view key);
FieldValue bind_field(std::uint64_t& target, std::string_view key);
FieldValue bind_field(std::string& target, std::string_view key);
FieldValue bind_field(Duration& target, std::string_view key);
FieldValue bind_field(std::chrono::sys_days& target, std::string_view key);
FieldValue bind_field(LocalMinute& target, std::string_view key);

/// @throws InvariantError if `key` does not end with a unit of `dimension`: a slip of the programmer.
NumberField number_field(Dimension dimension, std::string_view key);

template <class Unit>
FieldValue bind_field(Quantity<Unit>& target, std::string_view key) {
  NumberField number = number_field(Unit::dimension, key);
  number.set = [&target](double value) { target = Quantity<Unit>(value); };
  number.get = [&target] { return std::optional(target.value()); };
  return {std::move(number)};
}

template <HasFields T>
FieldValue bind_field(T& target, std::string_view) {
  return {ObjectField{[&target](Fields& f) { target.fields(f); }}};
}

template <class Enum>
requires requires { Names<Enum>::all; }
FieldValue bind_field(Enum& target, std::string_view) {
  ChoiceField choice;
  for (const auto& [value, name] : Names<Enum>::all) choice.names.emplace_back(name);
  choice.set = [&target](std::string_view chosen) {
    for (const auto& [value, name] : Names<Enum>::all)
      if (chosen == name) target = value;
  };
  choice.get = [&target] { return name_of(target); };
  return {std::move(choice)};
}

template <class T>
FieldValue bind_field(std::vector<T>& target, std::string_view key);
template <class T>
FieldValue bind_field(Keyed<T>& target, std::string_view key);

/// A value of its own behind a binding, for schemas: nobody reads what is set.
template <class T>
FieldValue bind_prototype(std::string key) {
  auto owner = std::make_shared<T>();
  FieldValue value = bind_field(*owner, key);
  if (auto* object = std::get_if<ObjectField>(&value.as)) {
    object->fields = [owner, inner = object->fields](Fields& f) { inner(f); };
  } else if (auto* number = std::get_if<NumberField>(&value.as)) {
    number->set = [owner, inner = number->set](double v) { inner(v); };
    number->get = [] { return std::nullopt; };
  }
  return value;
}

/// Absent is `std::nullopt`; reading makes the value first.
template <class T>
FieldValue bind_field(std::optional<T>& target, std::string_view key) {
  FieldValue value = bind_prototype<T>(std::string(key));
  const std::string key_text(key);
  if (auto* number = std::get_if<NumberField>(&value.as)) {
    number->set = [&target, key_text](double v) {
      target.emplace();
      std::get<NumberField>(bind_field(*target, key_text).as).set(v);
    };
    number->get = [&target, key_text]() -> std::optional<double> {
      if (!target) return std::nullopt;
      return std::get<NumberField>(bind_field(*target, key_text).as).get();
    };
  } else if (auto* text = std::get_if<TextField>(&value.as)) {
    if constexpr (std::is_same_v<T, std::string>) {
      text->set = [&target](const std::string& v) { target = v; };
      text->get = [&target] { return target.value_or(""); };
    }
  } else if (auto* object = std::get_if<ObjectField>(&value.as)) {
    if constexpr (HasFields<T>) {
      // The reader asks for the fields of a real object only when the key is there.
      object->fields = [&target](Fields& f) {
        if (!target) target.emplace();
        target->fields(f);
      };
      object->is_present = [&target] { return target.has_value(); };
    }
  } else if (auto* choice = std::get_if<ChoiceField>(&value.as)) {
    choice->set = [&target, key_text](std::string_view v) {
      target.emplace();
      std::get<ChoiceField>(bind_field(*target, key_text).as).set(v);
    };
    choice->get = [] { return std::string(); };
  } else if (auto* date = std::get_if<DateField>(&value.as)) {
    if constexpr (std::is_same_v<T, std::chrono::sys_days> || std::is_same_v<T, LocalMinute>)
      date->set = [&target](LocalMinute v) { target = std::chrono::floor<typename T::duration>(v); };
  } else if (auto* flag = std::get_if<FlagField>(&value.as)) {
    if constexpr (std::is_same_v<T, bool>) {
      flag->set = [&target](bool v) { target = v; };
      flag->get = [&target] { return target.value_or(false); };
    }
  } else {
    // Their bindings would outlive what they are bound to.
    expects(false, "lists, maps and alternatives are empty rather than std::optional");
  }
  return value;
}

template <class T>
FieldValue bind_field(std::vector<T>& target, std::string_view key) {
  const std::string key_text(key);
  ListField list;
  list.clear = [&target] { target.clear(); };
  list.append = [&target, key_text] { return bind_field(target.emplace_back(), key_text); };
  list.prototype = [key_text] { return bind_prototype<T>(key_text); };
  list.elements = [&target, key_text] {
    std::vector<FieldValue> all;
    for (T& each : target) all.push_back(bind_field(each, key_text));
    return all;
  };
  return {std::move(list)};
}

template <class T>
FieldValue bind_field(Keyed<T>& target, std::string_view key) {
  const std::string key_text(key);
  MapField map;
  map.insert = [&target, key_text](const std::string& id) {
    return bind_field(target.entries.emplace_back(id, T()).second, key_text);
  };
  map.prototype = [key_text] { return bind_prototype<T>(key_text); };
  map.elements = [&target, key_text] {
    std::vector<std::pair<std::string, FieldValue>> all;
    for (auto& [id, value] : target.entries) all.emplace_back(id, bind_field(value, key_text));
    return all;
  };
  return {std::move(map)};
}

/// Says more about the field just added. Limits of a list apply to each of its elements.
class FieldBuilder {
 public:
  FieldBuilder(Fields& owner, std::size_t index) : owner_(owner), index_(index) {}

  FieldBuilder& optional();
  /// Limits in the base unit of the quantity's type.
  FieldBuilder& at_least(double minimum);
  FieldBuilder& at_most(double maximum);
  FieldBuilder& above(double minimum);
  FieldBuilder& within(double minimum, double maximum);
  template <class Unit>
  FieldBuilder& at_least(Quantity<Unit> minimum) {
    return at_least(minimum.value());
  }
  template <class Unit>
  FieldBuilder& at_most(Quantity<Unit> maximum) {
    return at_most(maximum.value());
  }
  template <class Unit>
  FieldBuilder& above(Quantity<Unit> minimum) {
    return above(minimum.value());
  }
  /// Exact number of elements of a list.
  FieldBuilder& sized(std::size_t size);
  /// Text that names something: letters, digits, `_` and `-`.
  FieldBuilder& identifier();

 private:
  Field& field();
  void limit(const std::function<void(NumberField&)>& change);

  Fields& owner_;
  std::size_t index_;
};

class Fields {
 public:
  /// @param key  As in the file; a quantity's key ends with its unit.
  /// @param help One sentence for the reference page.
  template <class T>
  FieldBuilder operator()(std::string_view key, T& target, std::string_view help) {
    const bool is_required = !is_absent_by_default(target);
    return add(key, bind_field(target, key), help, is_required);
  }
  /// For values that need a binding of their own.
  FieldBuilder add(std::string_view key, FieldValue value, std::string_view help, bool is_required = true);

  [[nodiscard]] const std::vector<Field>& all() const { return all_; }

 private:
  friend class FieldBuilder;
  template <class T>
  static constexpr bool is_absent_by_default(const std::optional<T>&) {
    return true;
  }
  template <class T>
  static constexpr bool is_absent_by_default(const T&) {
    return false;
  }

  std::vector<Field> all_;
};

}  // namespace suanwang
