#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"

namespace suanwang {

struct LinkSpec {
  std::vector<std::string> between;
  Gbps installed;
  std::optional<Delay> delay;
  std::optional<CnyPerGigabyte> price;

  void fields(Fields& f);
};

struct NetworkSpec {
  double usable_share = 1.0;
  double route_factor = 1.35;
  Delay fibre_delay{0.0049};
  Delay equipment_delay{0.5};
  CnyPerGigabyte price;
  Gbps flow_limit{100.0};
  std::uint32_t route_alternatives = 1;
  Keyed<LinkSpec> links;

  void fields(Fields& f);
};

}  // namespace suanwang
