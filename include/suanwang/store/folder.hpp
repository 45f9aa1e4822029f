#pragma once

#include <filesystem>
#include <string>

namespace suanwang {

/// A result folder while it is being written: beside its place, under another name, and removed unless
/// `commit` was called. So what carries the folder's name is whole.
class PartialFolder {
 public:
  /// @throws InputError if `folder` exists and `overwrite` is false, if what would be overwritten is not the
  /// result of a command, or if nothing can be written there.
  PartialFolder(const std::filesystem::path& folder, bool overwrite);
  /// One whose name is the program's own: what is there is replaced, whatever it holds.
  explicit PartialFolder(const std::filesystem::path& folder);
  ~PartialFolder();
  PartialFolder(const PartialFolder&) = delete;
  PartialFolder& operator=(const PartialFolder&) = delete;

  /// Where a folder is while this process writes it.
  [[nodiscard]] static std::filesystem::path partial_path(const std::filesystem::path& folder);

  /// Where to write.
  [[nodiscard]] const std::filesystem::path& path() const { return partial_; }
  /// Writes one file and flushes it to the disk. @throws InputError if that fails.
  void write(const std::string& name, const std::string& content) const;
  /// Puts the folder in place, in one step also over another.
  /// @throws InputError if, without `overwrite`, something else came there meanwhile: that stays, and this
  /// folder is put beside it under a name with a number, which the message states.
  void commit();

 private:
  void begin();
  void keep_beside();

  std::filesystem::path folder_;
  std::filesystem::path partial_;
  bool overwrite_, replaces_results_alone_ = false;
};

/// The same file or folder, absolute and without a slash at its end.
[[nodiscard]] std::filesystem::path whole_path(const std::filesystem::path& path);

/// Whether a name in a folder is that of a part of `whole`, by whichever process and machine.
[[nodiscard]] bool is_partial_name(const std::string& name, const std::string& whole);

/// What is left behind of `folder` if this process ends at once.
void remove_unfinished_folder(const std::filesystem::path& folder);

/// Removes what killed processes left of files and folders whose names begin with `prefix`: parts that nobody
/// goes on with.
void remove_orphans(const std::filesystem::path& parent, const std::string& prefix);

/// The whole of a file. @throws InputError if it cannot be read.
[[nodiscard]] std::string content_of(const std::filesystem::path& file);

/// Writes a file as a whole or not at all, over one that is there. What a killed process left of it is
/// cleared away. @throws InputError if that fails.
void write_whole(const std::filesystem::path& file, const std::string& content);

/// Gives a finished file its name, over one that has it. @throws InputError if that fails, or if what has it
/// is no file: a folder, a device, a pipe.
void put_in_place(const std::filesystem::path& from, const std::filesystem::path& to);

/// So that a file named as complete is complete even after a power cut.
void flush_to_disk(const std::filesystem::path& path);

}  // namespace suanwang
