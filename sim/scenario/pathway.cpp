#include "suanwang/scenario/pathway.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/checks.hpp"
#include "suanwang/scenario/document.hpp"
#include "suanwang/scenario/file_scope.hpp"

namespace suanwang {

namespace {

struct AnchorSpec {
  std::uint32_t year = 0;
  std::string scenario;

  void fields(Fields& f) {
    f("year", year, "Calendar year.").at_least(1990).at_most(2100);
    f("scenario", scenario, "Scenario file of that year, relative to this one.");
  }
};

struct PathwaySpec {
  std::uint32_t format = 1;
  std::string name, title, description;
  std::vector<AnchorSpec> anchors;

  void fields(Fields& f) {
    f("suanwang", format, "Version of the scenario language.").within(1, 1);
    f("name", name, "Short name; the result folder's default.").identifier();
    f("title", title, "One line for reports.").optional();
    f("description", description, "What the pathway stands for.").optional();
    f("anchors", anchors, "Scenarios of single years, first to last.");
  }
};

double moved(double from, double to, double share) {
  const bool is_within_one = from >= 0.0 && from <= 1.0 && to >= 0.0 && to <= 1.0;
  const bool is_geometric = !is_within_one && from > 0.0 && to > 0.0;
  return is_geometric ? from * std::pow(to / from, share) : from + (to - from) * share;
}

/// Walks two specs and a copy of the first side by side, and moves the copy's numbers.
class Blend {
 public:
  explicit Blend(double share) : share_(share) {}

  void object(const ObjectField& from, const ObjectField& to, const ObjectField& into,
              const std::string& path) {
    if (from.is_present() != to.is_present()) return complain(path);
    if (!from.is_present()) return;
    Fields a, b, out;
    from.fields(a);
    to.fields(b);
    into.fields(out);
    for (std::size_t i = 0; i < out.all().size(); ++i) {
      const std::string& key = out.all()[i].key;
      if (path.empty() && (key == "policy" || key == "time" || key == "seed")) continue;
      if (path == "tokens" && key == "demand_series") continue;  // a curve over all years: see `between`
      value(a.all()[i].value, b.all()[i].value, out.all()[i].value, path.empty() ? key : path + "." + key);
    }
  }

  void throw_if_any() {
    if (!issues_.empty()) throw InputError(std::move(issues_));
  }

 private:
  void value(const FieldValue& from, const FieldValue& to, const FieldValue& into, const std::string& path) {
    if (const auto* a = std::get_if<NumberField>(&from.as))
      return number(*a, std::get<NumberField>(to.as), std::get<NumberField>(into.as), path);
    if (const auto* a = std::get_if<ObjectField>(&from.as))
      return object(*a, std::get<ObjectField>(to.as), std::get<ObjectField>(into.as), path);
    if (const auto* a = std::get_if<ListField>(&from.as))
      return list(*a, std::get<ListField>(to.as), std::get<ListField>(into.as), path);
    if (const auto* a = std::get_if<MapField>(&from.as))
      return map(*a, std::get<MapField>(to.as), std::get<MapField>(into.as), path);
    if (const auto* a = std::get_if<TaggedField>(&from.as)) {
      const auto& b = std::get<TaggedField>(to.as);
      const auto& out = std::get<TaggedField>(into.as);
      if (a->get() != b.get()) return complain(path);
      if (!a->get().empty()) object(a->current(), b.current(), out.current(), path);
    }
  }

  void number(const NumberField& from, const NumberField& to, const NumberField& into,
              const std::string& path) {
    const auto a = from.get(), b = to.get();
    if (a.has_value() != b.has_value()) return complain(path);
    if (!a || *a == *b) return;
    const double result = moved(*a, *b, share_);
    into.set(into.whole ? std::round(result) : result);
  }

  void list(const ListField& from, const ListField& to, const ListField& into, const std::string& path) {
    const auto a = from.elements(), b = to.elements(), out = into.elements();
    if (a.size() != b.size()) return complain(path);
    for (std::size_t i = 0; i < out.size(); ++i) value(a[i], b[i], out[i], fmt::format("{}[{}]", path, i));
  }

  void map(const MapField& from, const MapField& to, const MapField& into, const std::string& path) {
    const auto a = from.elements(), b = to.elements(), out = into.elements();
    const auto find = [](const auto& all, const std::string& id) {
      return std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == id; });
    };
    for (const auto& [id, unused] : b)
      if (find(a, id) == a.end()) complain(path + "." + id);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto other = find(b, out[i].first);
      if (other == b.end())
        complain(path + "." + out[i].first);
      else
        value(a[i].second, other->second, out[i].second, path + "." + out[i].first);
    }
  }

  void complain(const std::string& path) {
    issues_.push_back({"", 0, 0, path, "only one of two anchors has it, or it is of another kind there",
                       "give both the same keys; a capacity may be 0"});
  }

  double share_;
  Issues issues_;
};

std::chrono::sys_days new_year(int year) { return std::chrono::year(year) / 1 / 1; }

void check_anchors(const PathwaySpec& spec, const Document& document) {
  Issues issues;
  if (spec.anchors.size() < 2)
    issues.push_back(
        document.issue_at("anchors", "fewer than two", "write the first and the last year at least"));
  for (std::size_t i = 1; i < spec.anchors.size(); ++i)
    if (spec.anchors[i].year <= spec.anchors[i - 1].year)
      issues.push_back(
          document.issue_at(fmt::format("anchors[{}].year", i),
                            fmt::format("{} follows {}", spec.anchors[i].year, spec.anchors[i - 1].year),
                            "write the years in order"));
  if (!issues.empty()) throw InputError(std::move(issues));
}

/// The shares of a mix and of tokens sum to 1 along straight lines; what is left is rounding.
void check_year(const ScenarioSpec& spec, int year) {
  Issues issues;
  check_scenario(spec,
                 [&](const std::string& key_path, const std::string& problem, const std::string& remedy) {
                   issues.push_back({fmt::format("year {}", year), 0, 0, key_path, problem, remedy});
                 });
  if (!issues.empty()) throw InputError(std::move(issues));
}

}  // namespace

ScenarioSpec between(const ScenarioSpec& from, const ScenarioSpec& to, double share) {
  ScenarioSpec a = from, b = to, result = from;  // fields are bound to values that may be written
  const auto object = [](ScenarioSpec& spec) { return ObjectField{[&spec](Fields& f) { spec.fields(f); }}; };
  Blend blend(share);
  blend.object(object(a), object(b), object(result), "");
  blend.throw_if_any();
  if (result.tokens && to.tokens) result.tokens->demand_series = to.tokens->demand_series;
  return result;
}

bool is_pathway(const std::filesystem::path& path) {
  return Document::load(path).root().find("anchors") != nullptr;
}

Pathway load_pathway(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                     const PolicyCatalogue& catalogue) {
  const Document document = Document::load(path);
  PathwaySpec spec;
  ReadResult result;
  read_fields(document, spec, result);
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  check_anchors(spec, document);

  std::vector<LoadedScenario> anchors;
  for (const AnchorSpec& anchor : spec.anchors) {
    const std::filesystem::path file = path.parent_path() / anchor.scenario;
    if (const auto fault = out_of_scope(file, path))
      throw InputError({document.issue_at("anchors", fault->problem, fault->remedy)});
    const std::string year = std::to_string(anchor.year);
    std::vector<std::string> of_year{"time.start=" + year + "-01-01",
                                     "time.end=" + std::to_string(anchor.year + 1) + "-01-01"};
    of_year.insert(of_year.end(), overrides.begin(), overrides.end());
    anchors.push_back(load_scenario(file, of_year, catalogue));
  }
  Pathway pathway{spec.name, spec.title, spec.description, {}};
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const int first = static_cast<int>(spec.anchors[i].year);
    pathway.years.push_back({first, true, anchors[i]});
    if (i + 1 == anchors.size()) break;
    const int last = static_cast<int>(spec.anchors[i + 1].year);
    for (int year = first + 1; year < last; ++year) {
      const double share = static_cast<double>(year - first) / (last - first);
      LoadedScenario scenario = anchors[i];
      scenario.spec = between(anchors[i].spec, anchors[i + 1].spec, share);
      scenario.spec.time.start = new_year(year);
      scenario.spec.time.end = new_year(year + 1);
      // Published for the anchors' own years; between them it follows from the two figures.
      if (scenario.spec.power_scenario) scenario.spec.power_scenario->data_centre_share.reset();
      check_year(scenario.spec, year);
      pathway.years.push_back({year, false, std::move(scenario)});
    }
  }
  for (Pathway::Year& year : pathway.years) {
    year.scenario.spec.name = fmt::format("{}-{}", spec.name, year.year);
    year.scenario.spec.title = fmt::format("{} · {}", spec.title.empty() ? spec.name : spec.title, year.year);
  }
  return pathway;
}

}  // namespace suanwang
