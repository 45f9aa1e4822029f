#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace suanwang {

/// Index of one entity of kind `Tag` in its table. It converts to no integer and to no other id.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {}
  [[nodiscard]] constexpr std::size_t index() const { return index_; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint32_t index_ = 0;
};

using NodeId = Id<struct NodeTag>;
using LinkId = Id<struct LinkTag>;
using HubId = Id<struct HubTag>;
using ClusterId = Id<struct ClusterTag>;
using PoolId = Id<struct PoolTag>;
using ChipId = Id<struct ChipTag>;
using JobClassId = Id<struct JobClassTag>;
using TokenStreamId = Id<struct TokenStreamTag>;

/// Dense table of entities: a vector that only the right kind of id can index.
template <class IdType, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t size, const T& value = T()) : rows_(size, value) {}

  IdType add(T row) {
    rows_.push_back(std::move(row));
    return IdType(rows_.size() - 1);
  }
  [[nodiscard]] T& operator[](IdType id) { return rows_[id.index()]; }
  [[nodiscard]] const T& operator[](IdType id) const { return rows_[id.index()]; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// All rows, in the order of their ids.
  [[nodiscard]] std::span<const T> rows() const { return rows_; }
  [[nodiscard]] auto begin() { return rows_.begin(); }
  [[nodiscard]] auto end() { return rows_.end(); }
  [[nodiscard]] auto begin() const { return rows_.begin(); }
  [[nodiscard]] auto end() const { return rows_.end(); }

  /// All ids in order: `for (const HubId hub : hubs.ids())`.
  [[nodiscard]] auto ids() const {
    struct Range {
      struct Iterator {
        std::size_t index;
        IdType operator*() const { return IdType(index); }
        Iterator& operator++() {
          ++index;
          return *this;
        }
        bool operator!=(const Iterator& other) const { return index != other.index; }
      };
      std::size_t size;
      [[nodiscard]] Iterator begin() const { return {0}; }
      [[nodiscard]] Iterator end() const { return {size}; }
    };
    return Range{rows_.size()};
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(rows_);
  }

 private:
  std::vector<T> rows_;
};

}  // namespace suanwang
