// One file of a result folder, the others sound. The first byte says which.
#include <array>

#include "suanwang/report/report.hpp"

#include "fuzz.hpp"

namespace suanwang::fuzz {

namespace {

struct Kind {
  const char* folder;  // of the seeds
  const char* file;
};
// As they stand in seeds.sh.
constexpr std::array<Kind, 6> kinds{{{"run", "result.sqlite"},
                                     {"run", "summary.json"},
                                     {"compare", "compare.json"},
                                     {"sweep", "sweep.sqlite"},
                                     {"pathway", "pathway.json"},
                                     {"map", "map.geojson"}}};

}  // namespace

void read(Bytes bytes) {
  static const Folder folder;
  static const std::filesystem::path sound = std::getenv("SUANWANG_SOUND_RESULTS");
  if (bytes.empty()) return;
  const Kind& kind = kinds[bytes[0] % kinds.size()];
  const bool is_map = std::string_view(kind.folder) == "map";
  const auto copy = folder / kind.folder;
  if (!std::filesystem::exists(copy))
    std::filesystem::copy(sound / kind.folder, copy, std::filesystem::copy_options::recursive);
  folder.write(std::string(kind.folder) + "/" + kind.file, bytes.subspan(1));
  if (is_map) {
    read_or_refuse([&] { check_map(copy / kind.file); });
  } else {
    read_or_refuse([&] { static_cast<void>(report_of(copy)); });
    std::filesystem::copy_file(sound / kind.folder / kind.file, copy / kind.file,
                               std::filesystem::copy_options::overwrite_existing);
  }
}

}  // namespace suanwang::fuzz
