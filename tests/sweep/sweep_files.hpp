#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "suanwang/policy/catalogue.hpp"
#include "suanwang/store/folder.hpp"
#include "suanwang/sweep/load_sweep.hpp"

#include "scratch_folder.hpp"

namespace suanwang {

inline const PolicyCatalogue& catalogue() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

/// A folder for one test, with sweep files that vary the tutorial.
class SweepFiles {
 public:
  SweepFiles() {
    std::filesystem::copy(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml",
                          folder_.path());
  }

  [[nodiscard]] std::filesystem::path at(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  /// A sweep of the first day or two of the tutorial. @param rest Keys below the head.
  [[nodiscard]] Sweep load(const std::string& rest, const std::vector<std::string>& overrides = {}) const {
    write("sweep.yaml", head + rest);
    return load_sweep(folder_ / "sweep.yaml", catalogue(), {.overrides = overrides});
  }

  static constexpr const char* head =
      "suanwang: 1\nname: trial\nscenario: tutorial.yaml\nset: [time.end=2030-03-02]\n";

 private:
  testing::ScratchFolder folder_;
};

}  // namespace suanwang
