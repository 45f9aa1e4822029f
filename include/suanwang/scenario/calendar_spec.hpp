#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"

namespace suanwang {

struct DayShapeSpec {
  std::vector<double> hour_factor;
  double weekend_factor = 1.0;
  Keyed<double> holiday_factors;

  void fields(Fields& f);
};

struct HolidayPeriodSpec {
  std::chrono::sys_days first, last;
  std::vector<std::chrono::sys_days> worked;

  void fields(Fields& f);
};

struct HolidaySpec {
  std::string name;
  std::vector<HolidayPeriodSpec> periods;

  void fields(Fields& f);
};

struct GrowthPointSpec {
  std::chrono::sys_days date;
  double level = 1.0;

  void fields(Fields& f);
};

/// Levels joined by straight lines in the logarithm.
struct GrowthCurveSpec {
  std::vector<GrowthPointSpec> points;

  void fields(Fields& f);
};

}  // namespace suanwang
