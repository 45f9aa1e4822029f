#include "scalar_reader.hpp"

#include <algorithm>

#include "number_limits.hpp"
#include "number_text.hpp"
#include "scalar_text.hpp"

namespace suanwang {

namespace {

using Kind = DocumentNode::Kind;

}  // namespace

std::optional<Fault> set_scalar(const DocumentNode& node, const NumberField& field,
                                const Spelling& spelling) {
  if (node.kind != Kind::scalar) return Fault{"found " + found_text(node), "write a number"};
  if (node.is_quoted && !spelling.leaves_unit_to_value)
    return Fault{found_text(node) + " is text, being in quotes", "write the number without quotes"};
  const NumberText number = spelling.leaves_unit_to_value
                                ? read_quantity(node.scalar, field, spelling.key)
                                : read_plain_number(node.scalar, field, spelling.key);
  if (!number.value) return Fault{number.problem, number.remedy};
  if (const auto broken = broken_limit(*number.value, field))
    return Fault{*broken, "allowed: " + allowed_or_any(field)};
  field.set(*number.value);
  return std::nullopt;
}

std::optional<Fault> set_scalar(const DocumentNode& node, const FlagField& field, const Spelling&) {
  if (node.kind != Kind::scalar || node.is_quoted || (node.scalar != "true" && node.scalar != "false"))
    return Fault{"found " + found_text(node), "allowed: true, false"};
  field.set(node.scalar == "true");
  return std::nullopt;
}

std::optional<Fault> set_scalar(const DocumentNode& node, const TextField& field, const Spelling&) {
  if (node.kind != Kind::scalar) return Fault{"found " + found_text(node), "write text"};
  if (field.is_identifier && !is_identifier(node.scalar))
    return Fault{found_text(node) + " is not an id", identifier_rule};
  field.set(node.scalar);
  return std::nullopt;
}

std::optional<Fault> set_scalar(const DocumentNode& node, const DateField& field, const Spelling&) {
  const std::string example =
      field.has_time ? "write a local time such as 2030-07-01 14:30" : "write a day such as 2030-01-01";
  if (node.kind != Kind::scalar) return Fault{"found " + found_text(node), example};
  if (const auto day = parse_date(node.scalar)) {
    field.set(*day);
    return std::nullopt;
  }
  const auto minute = field.has_time ? parse_minute(node.scalar) : std::nullopt;
  if (!minute) return Fault{found_text(node) + " is not a day of the calendar", example};
  field.set(*minute);
  return std::nullopt;
}

std::optional<Fault> set_scalar(const DocumentNode& node, const ChoiceField& field, const Spelling&) {
  if (auto fault = not_one_of(node, field.names)) return fault;
  field.set(node.scalar);
  return std::nullopt;
}

std::optional<Fault> not_one_of(const DocumentNode& node, const std::vector<std::string>& names) {
  if (node.kind != Kind::scalar) return Fault{"found " + found_text(node), "allowed: " + joined(names)};
  if (std::find(names.begin(), names.end(), node.scalar) != names.end()) return std::nullopt;
  return Fault{found_text(node) + " is not known", allowed_names(node.scalar, names)};
}

}  // namespace suanwang
