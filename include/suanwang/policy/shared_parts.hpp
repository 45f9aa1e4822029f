#pragma once

#include <map>
#include <memory>
#include <typeindex>

namespace suanwang {

/// What policies of one run have in common, such as a plan that several follow: one object of each type.
class SharedParts {
 public:
  /// The run's one object of the type, made when it is first asked for.
  template <class Part>
  [[nodiscard]] std::shared_ptr<Part> get() {
    std::shared_ptr<void>& part = parts_[typeid(Part)];
    if (!part) part = std::make_shared<Part>();
    return std::static_pointer_cast<Part>(part);
  }

 private:
  std::map<std::type_index, std::shared_ptr<void>> parts_;
};

}  // namespace suanwang
