// What the report of a pathway shows: its years side by side.
#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/result_store.hpp"

#include "page_data.hpp"

namespace suanwang {

Json pathway_data(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "pathway.json";
  Json data = {{"kind", "pathway"}, {"pathway", json_in(file)}};
  const Json& years = data["pathway"]["years"];
  if (!years.is_array() || years.empty() || !years[0].contains("year"))
    throw InputError(file.string() + ": is damaged: it has no years");
  // All years have the same hubs.
  Database database = open_result(folder / fmt::format("{}", years[0]["year"].get<int>()));
  data["hubs"] = rows_of(database, "SELECT id, name, name_en FROM hub ORDER BY hub");
  return data;
}

}  // namespace suanwang
