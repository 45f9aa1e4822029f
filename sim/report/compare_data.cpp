#include "page_data.hpp"

namespace suanwang {

Json compare_data(const std::filesystem::path& folder) {
  return {{"kind", "compare"}, {"compare", json_in(folder / "compare.json")}};
}

}  // namespace suanwang
