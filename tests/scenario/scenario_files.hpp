#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

namespace suanwang::testing {

/// A folder of its own for one test; gone when the test ends.
class ScenarioFiles {
 public:
  ScenarioFiles() {
    static int count = 0;
    // Tests run in parallel processes, which share the folder for temporary files.
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name =
        std::string(test->test_suite_name()) + "-" + test->name() + "-" + std::to_string(++count);
    for (char& c : name)
      if (c == '/') c = '-';
    folder_ = std::filesystem::path(::testing::TempDir()) / name;
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ScenarioFiles() { std::filesystem::remove_all(folder_); }
  ScenarioFiles(const ScenarioFiles&) = delete;
  ScenarioFiles& operator=(const ScenarioFiles&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// A message without the folder, which differs from machine to machine.
  [[nodiscard]] std::string plain(std::string message) const {
    const std::string prefix = folder_.string() + "/";
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
  std::filesystem::path folder_;
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
