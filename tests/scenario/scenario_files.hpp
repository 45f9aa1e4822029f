#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang::testing {

/// Files of one test, in a folder of its own.
class ScenarioFiles {
 public:
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  /// A message without the folder, which differs from machine to machine.
  [[nodiscard]] std::string plain(std::string message) const {
    const std::string prefix = folder_.path().string() + "/";
    for (std::size_t at = message.find(prefix); at != std::string::npos; at = message.find(prefix))
      message.erase(at, prefix.size());
    return message;
  }

  /// The message of the InputError that `action` throws; empty if it throws none.
  [[nodiscard]] std::string complaint(const std::function<void()>& action) const {
    try {
      action();
    } catch (const InputError& error) {
      return plain(error.what());
    }
    return "";
  }

 private:
  ScratchFolder folder_;
};

/// One faulty file and the whole message about it.
struct Fault {
  const char* name;
  std::string text;
  std::string message;
};

inline std::string name_of_fault(const ::testing::TestParamInfo<Fault>& info) { return info.param.name; }
inline void PrintTo(const Fault& fault, std::ostream* stream) { *stream << fault.name; }

}  // namespace suanwang::testing
