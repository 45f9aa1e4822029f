#include "fault_trace.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "suanwang/trace/csv_table.hpp"

#include "check_rules.hpp"
#include "scalar_text.hpp"

namespace suanwang {

namespace {

class TraceReader {
 public:
  TraceReader(const std::filesystem::path& path, ScenarioSpec& spec, Issues& issues)
      : path_(path), spec_(spec), issues_(issues), table_(path) {}

  void read() {
    for (const std::string& name : table_.columns())
      if (std::find(known_.begin(), known_.end(), name) == known_.end())
        return complain(fmt::format("column '{}' is not known", name),
                        fmt::format("allowed: {}", fmt::join(known_, ", ")));
    while (table_.next() && issues_.size() < 20) {
      if (!table_.is_whole())
        complain(fmt::format("{} fields where {} are named", table_.field_count(), table_.columns().size()),
                 "write one for each column");
      else
        read_row();
    }
  }

 private:
  std::string field(const std::string& name) const {
    const std::optional<std::size_t> column = table_.find(name);
    return column ? std::string(table_[*column]) : "";
  }
  std::optional<LocalMinute> time(const std::string& name) {
    const std::string text = field(name);
    const auto minute = parse_minute(text);
    if (!minute)
      complain(fmt::format("{}: '{}' is not a local time", name, text), "write it like 2030-01-01 14:30");
    return minute;
  }
  void read_row() {
    OutageSpec outage;
    const auto start = time("start"), end = time("end");
    outage.cluster = field("cluster");
    outage.link = field("link");
    const std::string servers = field("servers"), kind = field("kind");
    const auto [rest, error] =
        std::from_chars(servers.data(), servers.data() + servers.size(), outage.servers);
    if (!servers.empty() && (error != std::errc() || rest != servers.data() + servers.size()))
      complain(fmt::format("servers: '{}' is not a whole number", servers), "write one, or nothing");
    if (!kind.empty() && kind != "failure" && kind != "maintenance")
      complain(fmt::format("kind: '{}' is not known", kind), "allowed: failure, maintenance");
    outage.kind = kind == "maintenance" ? OutageKind::maintenance : OutageKind::failure;
    const auto check = [this](const std::string& id, const std::vector<std::string>& ids,
                              const std::string& what) {
      check_reference(id, ids, what, "",
                      [this](const std::string&, const std::string& problem, const std::string& remedy) {
                        complain(problem, remedy);
                      });
    };
    std::vector<std::string> clusters = spec_.clusters.ids();
    for (const std::string& site : spec_.compute_sites.ids()) clusters.push_back(site);
    if (outage.cluster.empty() == outage.link.empty())
      complain("a row strikes a cluster or a link", "write one of them, and leave the other empty");
    else if (!outage.cluster.empty())
      check(outage.cluster, clusters, "cluster");
    else
      check(outage.link, spec_.network.links.ids(), "link");
    if (!start || !end) return;
    if (*end <= *start) complain("it ends before it begins", "write a later time");
    outage.start = *start;
    outage.end = *end;
    spec_.outages.entries.emplace_back(fmt::format("trace-line-{}", table_.line()), outage);
  }
  void complain(std::string problem, std::string remedy) {
    issues_.push_back({path_.string(), table_.line(), 0, "", std::move(problem), std::move(remedy)});
  }

  const std::vector<std::string> known_{"start", "end", "cluster", "link", "servers", "kind"};
  std::filesystem::path path_;
  ScenarioSpec& spec_;
  Issues& issues_;
  CsvTable table_;
};

}  // namespace

void read_fault_trace(const std::filesystem::path& path, ScenarioSpec& spec, Issues& issues) {
  TraceReader(path, spec, issues).read();
}

}  // namespace suanwang
