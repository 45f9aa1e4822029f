#pragma once

#include <cereal/archives/binary.hpp>
#include <cereal/types/list.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/queue.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/unordered_map.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>
#include <iosfwd>
#include <memory>
#include <optional>
#include <type_traits>

namespace suanwang {

/// All that a run has in memory, on its way to a file or back: the same list of members does for both, so
/// that none is stored in one order and restored in another. A class lists its own in
/// `template <class Archive> void serialize(Archive&)`, as cereal wants it; what can be copied byte by byte
/// needs no list. A snapshot is for the build that made it: it has no versions.
class Snapshot {
 public:
  explicit Snapshot(std::ostream& to) : out_(std::make_unique<cereal::BinaryOutputArchive>(to)) {}
  explicit Snapshot(std::istream& from) : in_(std::make_unique<cereal::BinaryInputArchive>(from)) {}

  [[nodiscard]] bool is_restoring() const { return in_ != nullptr; }
  /// Stores the values, or sets them to what was stored.
  template <class... Values>
  void operator()(Values&... values) {
    if (in_)
      (*in_)(values...);
    else
      (*out_)(values...);
  }

 private:
  std::unique_ptr<cereal::BinaryOutputArchive> out_;
  std::unique_ptr<cereal::BinaryInputArchive> in_;
};

template <class T>
concept ListsItsMembers = requires(T& value, cereal::BinaryOutputArchive& archive) {
  value.serialize(archive);
};

/// What cereal wraps values in, or knows of itself.
template <class T>
inline constexpr bool is_wrapper = false;
template <class T>
inline constexpr bool is_wrapper<cereal::BinaryData<T>> = true;
template <class T>
inline constexpr bool is_wrapper<cereal::SizeTag<T>> = true;
template <class T>
inline constexpr bool is_wrapper<std::optional<T>> = true;

/// What is copied byte by byte. Of pointers that would make no sense: a class that has some lists its
/// members.
template <class T>
concept PlainBytes =
    std::is_class_v<T> && std::is_trivially_copyable_v<T> && !ListsItsMembers<T> && !is_wrapper<T>;

}  // namespace suanwang

namespace cereal {

template <class Archive, suanwang::PlainBytes T>
void serialize(Archive& archive, T& value) {
  archive(binary_data(reinterpret_cast<char*>(&value), sizeof(T)));
}

}  // namespace cereal
