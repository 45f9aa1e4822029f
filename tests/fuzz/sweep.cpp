// A sweep file, beside a small scenario that it may name.
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/sweep/load_sweep.hpp"

#include "fuzz.hpp"

namespace suanwang::fuzz {

void read(Bytes bytes) {
  static const Folder folder;
  static const PolicyCatalogue catalogue = built_in_policies();
  static const bool is_ready = [] {
    const std::filesystem::path shipped = SUANWANG_SOURCE_DIR "/scenarios";
    std::filesystem::create_symlink(shipped / "tutorial.yaml", folder / "tutorial.yaml");
    return true;
  }();
  static_cast<void>(is_ready);
  const auto file = folder.write("input.yaml", bytes);
  read_or_refuse([&] { static_cast<void>(is_sweep(file)); });
  read_or_refuse([&] { static_cast<void>(load_sweep(file, catalogue)); });
}

}  // namespace suanwang::fuzz
