// A scenario file, beside the shipped ones that it may extend.
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "fuzz.hpp"

namespace suanwang::fuzz {

void read(Bytes bytes) {
  static const Folder folder;
  static const PolicyCatalogue catalogue = built_in_policies();
  static const bool is_ready = [] {
    const std::filesystem::path shipped = SUANWANG_SOURCE_DIR "/scenarios";
    for (const auto& each : std::filesystem::directory_iterator(shipped))
      std::filesystem::create_symlink(each.path(), folder / each.path().filename().string());
    return true;
  }();
  static_cast<void>(is_ready);
  const auto file = folder.write("input.yaml", bytes);
  read_or_refuse([&] {
    const LoadedScenario scenario = load_scenario(file, {}, catalogue);
    const World world = build_world(scenario.spec, 1);
    static_cast<void>(build_job_source(scenario.spec, world, 1));
  });
}

}  // namespace suanwang::fuzz
