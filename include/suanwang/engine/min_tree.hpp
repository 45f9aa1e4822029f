#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace suanwang {

/// Least of many values that change one at a time: a tournament tree. Ties go to the lower index.
class MinTree {
 public:
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

  /// Adds one value at the end; returns its index.
  std::size_t add(std::int64_t value) {
    if (count_ == leaves_) grow();
    set(count_, value);
    return count_++;
  }
  void set(std::size_t index, std::int64_t value) {
    std::size_t node = leaves_ + index;
    tree_[node] = value;
    while (node > 1) {
      node /= 2;
      tree_[node] = tree_[2 * node] <= tree_[2 * node + 1] ? tree_[2 * node] : tree_[2 * node + 1];
    }
  }
  /// `none` where there is no value.
  [[nodiscard]] std::int64_t least() const { return tree_[1]; }
  [[nodiscard]] std::size_t index_of_least() const {
    std::size_t node = 1;
    while (node < leaves_) node = tree_[2 * node] <= tree_[2 * node + 1] ? 2 * node : 2 * node + 1;
    return node - leaves_;
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(count_, leaves_, tree_);
  }

 private:
  void grow() {
    std::vector<std::int64_t> values(tree_.begin() + static_cast<std::ptrdiff_t>(leaves_), tree_.end());
    leaves_ *= 2;
    tree_.assign(2 * leaves_, none);
    for (std::size_t i = 0; i < values.size(); ++i) tree_[leaves_ + i] = values[i];
    for (std::size_t node = leaves_; --node > 0;)
      tree_[node] = tree_[2 * node] <= tree_[2 * node + 1] ? tree_[2 * node] : tree_[2 * node + 1];
  }

  std::size_t count_ = 0;
  std::size_t leaves_ = 1;
  std::vector<std::int64_t> tree_{none, none};
};

}  // namespace suanwang
