#include "suanwang/core/fields.hpp"

#include <cmath>
#include <limits>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

template <class Integer>
FieldValue bind_integer(Integer& target) {
  NumberField number;
  number.whole = true;
  // 2^53 - 1: from 2^53 on two integers share a double, and a seed would become its neighbour.
  constexpr double largest_exact = 0x1p53 - 1;
  number.minimum = std::is_signed_v<Integer> ? -largest_exact : 0.0;
  number.maximum = std::min(static_cast<double>(std::numeric_limits<Integer>::max()), largest_exact);
  number.set = [&target](double value) { target = static_cast<Integer>(value); };
  number.get = [&target] { return std::optional(static_cast<double>(target)); };
  return {std::move(number)};
}

/// Applies `change` to a number, and to every element of lists and maps of numbers, however nested.
void limit_value(FieldValue& value, const std::function<void(NumberField&)>& change) {
  const auto limited = [change](FieldValue element) {
    limit_value(element, change);
    return element;
  };
  if (auto* number = std::get_if<NumberField>(&value.as)) {
    change(*number);
  } else if (auto* list = std::get_if<ListField>(&value.as)) {
    list->append = [limited, inner = list->append] { return limited(inner()); };
    list->prototype = [limited, inner = list->prototype] { return limited(inner()); };
  } else if (auto* map = std::get_if<MapField>(&value.as)) {
    map->insert = [limited, inner = map->insert](const std::string& id) { return limited(inner(id)); };
    map->prototype = [limited, inner = map->prototype] { return limited(inner()); };
  } else {
    throw InvariantError("only numbers, and lists and maps of numbers, have limits");
  }
}

}  // namespace

NumberField number_field(Dimension dimension, std::string_view key) {
  NumberField number;
  number.dimension = dimension;
  if (dimension != Dimension::none) {
    number.unit = find_unit_by_key(key, dimension);
    expects(number.unit.has_value(), "the key of a quantity ends with a unit of its dimension");
  }
  return number;
}

FieldValue bind_field(double& target, std::string_view) {
  NumberField number;
  number.set = [&target](double value) { target = value; };
  number.get = [&target] { return std::optional(target); };
  return {std::move(number)};
}

FieldValue bind_field(bool& target, std::string_view) {
  return {FlagField{[&target](bool value) { target = value; }, [&target] { return target; }}};
}

FieldValue bind_field(std::int64_t& target, std::string_view) { return bind_integer(target); }
FieldValue bind_field(std::uint32_t& target, std::string_view) { return bind_integer(target); }
FieldValue bind_field(std::uint64_t& target, std::string_view) { return bind_integer(target); }

FieldValue bind_field(std::string& target, std::string_view) {
  TextField text;
  text.set = [&target](std::string value) { target = std::move(value); };
  text.get = [&target] { return target; };
  return {std::move(text)};
}

FieldValue bind_field(Duration& target, std::string_view key) {
  NumberField number = number_field(Dimension::time, key);
  number.set = [&target](double seconds) { target = Duration(std::llround(seconds * 1000.0)); };
  number.get = [&target] { return std::optional(in_seconds(target)); };
  return {std::move(number)};
}

FieldValue bind_field(std::chrono::sys_days& target, std::string_view) {
  return {DateField{false,
                    [&target](LocalMinute value) { target = std::chrono::floor<std::chrono::days>(value); }}};
}

FieldValue bind_field(LocalMinute& target, std::string_view) {
  return {DateField{true, [&target](LocalMinute value) { target = value; }}};
}

Field& FieldBuilder::field() { return owner_.all_[index_]; }

FieldBuilder& FieldBuilder::optional() {
  field().is_required = false;
  return *this;
}

void FieldBuilder::limit(const std::function<void(NumberField&)>& change) {
  limit_value(field().value, change);
}

FieldBuilder& FieldBuilder::at_least(double minimum) {
  limit([minimum](NumberField& number) { number.minimum = minimum; });
  return *this;
}

FieldBuilder& FieldBuilder::at_most(double maximum) {
  limit([maximum](NumberField& number) { number.maximum = maximum; });
  return *this;
}

FieldBuilder& FieldBuilder::above(double minimum) {
  limit([minimum](NumberField& number) {
    number.minimum = minimum;
    number.excludes_minimum = true;
  });
  return *this;
}

FieldBuilder& FieldBuilder::within(double minimum, double maximum) {
  return at_least(minimum).at_most(maximum);
}

FieldBuilder& FieldBuilder::sized(std::size_t size) {
  std::get<ListField>(field().value.as).size = size;
  return *this;
}

FieldBuilder& FieldBuilder::identifier() {
  if (auto* list = std::get_if<ListField>(&field().value.as)) {
    const auto identified = [](FieldValue element) {
      std::get<TextField>(element.as).is_identifier = true;
      return element;
    };
    list->append = [identified, inner = list->append] { return identified(inner()); };
    list->prototype = [identified, inner = list->prototype] { return identified(inner()); };
  } else {
    std::get<TextField>(field().value.as).is_identifier = true;
  }
  return *this;
}

FieldBuilder Fields::add(std::string_view key, FieldValue value, std::string_view help, bool is_required) {
  all_.push_back({std::string(key), std::string(help), is_required, std::move(value)});
  return FieldBuilder(*this, all_.size() - 1);
}

}  // namespace suanwang
