#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace testing {

enum class Role { east, west };

/// Keys of every kind, so that each can be got wrong.
struct StorageToy {
  Megawatts power;
  MegawattHours energy;
  double initial_charge = 0.5;

  void fields(Fields& f) {
    f("power_mw", power, "Charge and discharge limit.").at_least(Megawatts(0));
    f("energy_mwh", energy, "Usable energy.").above(0).at_most(1e6);
    f("initial_charge", initial_charge, "Share stored at the start.").optional().within(0, 1);
  }
};

struct RuleToy {
  std::string name = "nearest";
  double load_limit = 0.8;
};

}  // namespace testing

template <>
struct Names<testing::Role> {
  static constexpr std::array<std::pair<testing::Role, const char*>, 2> all{
      {{testing::Role::east, "east"}, {testing::Role::west, "west"}}};
};

namespace testing {

inline ObjectField rule_fields(const std::shared_ptr<RuleToy>& rule, const std::string& name) {
  if (name == "nearest") return {[](Fields&) {}};
  return {[rule](Fields& f) {
    f("load_limit", rule->load_limit, "Load | share that is full.").optional().within(0, 1);
  }};
}

inline FieldValue rule_field(const std::shared_ptr<RuleToy>& rule) {
  TaggedField field;
  field.tag = "name";
  field.alternatives = {{"nearest", "Least delay."}, {"cheapest", "Least price."}};
  field.select = [rule](const std::string& name) {
    rule->name = name;
    return rule_fields(rule, name);
  };
  field.prototype = [](const std::string& name) { return rule_fields(std::make_shared<RuleToy>(), name); };
  field.get = [rule] { return rule->name; };
  return {std::move(field)};
}

struct ToySpec {
  std::string name;
  std::string title = "untitled";
  std::uint32_t count = 1;
  std::uint64_t seed = 1;
  Megawatts limit;
  Delay delay;
  Duration wait = 60s;
  bool is_open = false;
  std::chrono::sys_days start;
  Role role = Role::east;
  std::vector<double> factors;
  std::vector<Megawatts> steps;
  std::vector<std::string> members;
  Keyed<Megawatts> caps;
  Keyed<StorageToy> stores;
  std::vector<StorageToy> spares;
  std::optional<StorageToy> storage;
  std::optional<bool> is_known;
  std::optional<Duration> bound;
  std::shared_ptr<RuleToy> rule = std::make_shared<RuleToy>();

  void fields(Fields& f) {
    f("name", name, "Short name.").identifier();
    f("title", title, "One line.").optional();
    f("count", count, "How many.").optional().at_least(1).at_most(10);
    f("seed", seed, "Of random streams.").optional();
    f("limit_mw", limit, "Import limit.").optional().at_least(Megawatts(-5)).at_most(Megawatts(5000));
    f("delay_ms", delay, "One way.").optional().above(0);
    f("wait_minutes", wait, "Longest wait.").optional();
    f("is_open", is_open, "Whether it is open.").optional();
    f("start", start, "First day.").optional();
    f("role", role, "Side of the country.").optional();
    f("factors", factors, "By quarter.").optional().sized(4).at_least(0);
    f("steps_mw", steps, "Of the limit.").optional().at_least(Megawatts(0));
    f("members", members, "Ids.").optional().identifier();
    f("caps_mw", caps, "By place.").optional().at_least(Megawatts(0));
    f("stores", stores, "By id.").optional();
    f("spares", spares, "In order.").optional();
    f("storage", storage, "One more.");
    f("is_known", is_known, "Whether that is known.");
    f("bound_s", bound, "Latest answer.").at_least(0);
    f.add("rule", rule_field(rule), "What decides.", false);
  }
};

}  // namespace testing
}  // namespace suanwang
