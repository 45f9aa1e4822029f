#include "suanwang/report/report.hpp"

#include "suanwang/core/error.hpp"

#include "map_data.hpp"
#include "page.hpp"
#include "page_data.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

/// By what its command writes.
Json data_of(const fs::path& folder) {
  if (fs::exists(folder / "result.sqlite")) return run_data(folder);
  if (fs::exists(folder / "compare.json")) return compare_data(folder);
  if (fs::exists(folder / "sweep.sqlite")) return sweep_data(folder);
  if (fs::exists(folder / "pathway.json")) return pathway_data(folder);
  throw InputError(folder.string() +
                   ": holds no result: neither result.sqlite of a run, compare.json of a comparison, "
                   "sweep.sqlite of a finished sweep, nor pathway.json of a pathway");
}

/// What `read` gives; where it meets JSON of another shape than its command writes, the file is damaged.
template <class Read>
auto sound(const fs::path& path, const Read& read) {
  try {
    return read();
  } catch (const nlohmann::json::exception& error) {
    throw InputError(path.string() + ": is damaged: " + error.what());
  }
}

Json whole_data(const fs::path& folder, const std::optional<fs::path>& map) {
  std::optional<Json> shapes;
  if (map) shapes = sound(*map, [&] { return map_data(*map); });
  Json data = sound(folder, [&] { return data_of(folder); });
  if (shapes && data["kind"].get<std::string>() != "run")
    throw InputError("--map: only the report of a run has a map");
  if (shapes) data["map"] = std::move(*shapes);
  return data;
}

/// As text within a page, where no name may end the element that holds it.
std::string text_of(const Json& data) {
  std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

void check_map(const fs::path& map) {
  static_cast<void>(sound(map, [&] { return map_data(map); }));
}

std::string report_data(const fs::path& folder, const std::optional<fs::path>& map) {
  return text_of(whole_data(folder, map));
}

std::string report_of(const fs::path& folder, const std::optional<fs::path>& map) {
  const Json data = whole_data(folder, map);
  return page_of(data["kind"].get<std::string>(), text_of(data));
}

}  // namespace suanwang
