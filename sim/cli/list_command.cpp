#include <fmt/format.h>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/scenario_spec.hpp"
#include "suanwang/scenario/schema.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

#include "commands.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

template <class Product>
void print_policies(const char* kind, const PolicyList<Product>& list) {
  fmt::print("{}\n", kind);
  for (const auto& entry : list.entries()) {
    fmt::print("  {:<24} {}\n", entry.name, entry.help);
    Fields fields;
    const auto maker = entry.maker();
    maker->fields(fields);
    for (const Field& field : fields.all())
      fmt::print("    {:<22} {} Default: {}.\n", field.key, field.help, default_text(field.value));
  }
}

}  // namespace

int list_policies_command(const PolicyCatalogue& catalogue) {
  print_policies("route: where a job runs", catalogue.route);
  print_policies("\nqueue: what starts next in a pool", catalogue.queue);
  print_policies("\nserve: how token streams are split over clusters", catalogue.serve);
  print_policies("\npower: how a hub's storage is used", catalogue.power);
  print_policies("\nforecast: how the future is foretold to them", catalogue.forecast);
  fmt::print(
      "\nIn a scenario:\n  policy:\n    route: {{name: cheapest, load_limit: 0.9}}\n    queue: "
      "easy_backfill\n");
  return success;
}

int schema_command(bool as_markdown, bool of_sweeps, const PolicyCatalogue& catalogue) {
  if (of_sweeps) {
    SweepSpec sweep;
    const auto sweep_fields = [&sweep](Fields& f) { sweep.fields(f); };
    fmt::print("{}", as_markdown ? reference_page(sweep_fields, "Sweep reference")
                                 : json_schema(sweep_fields, "suanwang sweep"));
    return success;
  }
  ScenarioSpec spec(catalogue);
  const auto fields = [&spec](Fields& f) { spec.fields(f); };
  fmt::print("{}", as_markdown ? reference_page(fields) : json_schema(fields));
  return success;
}

}  // namespace suanwang::cli
