#include "suanwang/sweep/sweep_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void LevelSpec::fields(Fields& f) {
  f("scenario", scenario, "Scenario file instead of the sweep's, relative to the sweep file.").optional();
  f("set", set, "Keys of the scenario: [\"a.b.c=value\", ...].").optional();
  f("multiply", multiply, "Numbers of the scenario: [\"a.b.c=factor\", ...].").optional();
}

void FactorSpec::fields(Fields& f) {
  f("title", title, "In words, for tables and reports.").optional();
  f("keys", keys, "Key paths of the scenario that take the value: [hubs.nx.storage.power_mw].").optional();
  f("use", use, "What the value does: it is what the keys are set to, or multiplies what they are.")
      .optional();
  f("values", values, "A list of values.").optional();
  f("from", from, "A range instead: its low end.").optional();
  f("to", to, "Its high end.").optional();
  f("steps", steps, "Values in the range, both ends included. Needed by `grid` and `zip`.")
      .optional()
      .within(2, 100000);
  f("scale", scale, "How the range is divided: evenly, or by equal ratios.").optional();
  f("whole", is_whole, "Whether values of the range are rounded to whole numbers.").optional();
  f("levels", levels, "Named levels instead, each with several keys or a scenario of its own.").optional();
}

void SweepPolicySpec::fields(Fields& f) {
  f("set", set, "Keys below `policy`: [\"policy.route=nearest\"]. None: the scenario's own.").optional();
}

void UntilSpec::fields(Fields& f) {
  f("metric", metric, "Metric whose mean is to be known.");
  f("half_width", half_width, "Half-width of the mean's 95 % interval, in the metric's unit.")
      .optional()
      .above(0);
  f("half_width_share", half_width_share, "The same as a share of the mean.").optional().above(0);
  f("at_least", at_least, "Seeds that every point has.").optional().within(2, 100000);
  f("at_most", at_most, "Seeds that no point exceeds.").optional().within(2, 100000);
}

void SeedsSpec::fields(Fields& f) {
  f("first", first, "First seed; the others follow it. Without it, the scenario's.").optional();
  f("count", count, "Seeds of every point.").optional().within(1, 100000);
  f("until", until, "Instead of `count`: as many as it takes.").optional();
}

void FigureSpec::fields(Fields& f) {
  f("path", path, "Where summary.json has it: hubs.nx.energy.curtailed_twh.");
  f("title", title, "In words.").optional();
  f("unit", unit, "Its unit.").optional();
  f("better", better, "Which way is better.").optional();
}

void SweepSpec::fields(Fields& f) {
  f("suanwang", format, "Version of the scenario language.").within(1, 1);
  f("name", name, "Short name; the result folder's default.").identifier();
  f("title", title, "One line for reports.").optional();
  f("description", description, "What the sweep asks.").optional();
  f("scenario", scenario, "Scenario file that is varied, relative to this one.");
  f("set", set, "Keys of the scenario that all runs set: [\"time.end=2030-01-08\"].").optional();
  f("design", design, "How points are laid out among the factors.").optional();
  f("points", points, "Points of a design that samples; trajectories of `morris`; base points of `saltelli`.")
      .optional()
      .within(1, 10'000'000);
  f("design_seed", design_seed, "Of designs that draw.").optional();
  f("factors", factors, "What is varied, by id.").optional();
  f("only", only,
    "Conditions that points must meet, in SQL over the factors: [\"wind_mw >= 2 * storage_mw\"].")
      .optional();
  f("policies", policies, "Policies that every point is run with, by id.").optional();
  f("seeds", seeds, "Weather and arrivals.").optional();
  f("metrics", metrics, "Metrics to show; all are stored. Names of `compare` and of `figures`.").optional();
  f("figures", figures, "Further metrics, by id.").optional();
}

}  // namespace suanwang
