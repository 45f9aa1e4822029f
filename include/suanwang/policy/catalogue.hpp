#pragma once

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/shared_parts.hpp"

namespace suanwang {

/// A policy chosen by name, its parameters, and how to make it: what a scenario's `policy:` section turns
/// into.
template <class Product>
class PolicyMaker {
 public:
  virtual ~PolicyMaker() = default;
  virtual void fields(Fields& f) = 0;
  /// @param shared What the policies of one run have in common.
  [[nodiscard]] virtual std::unique_ptr<Product> make(SharedParts& shared) const = 0;
  /// One that shares nothing.
  [[nodiscard]] std::unique_ptr<Product> make() const {
    SharedParts alone;
    return make(alone);
  }
};

/// The policies of one kind, by name.
template <class Product>
class PolicyList {
 public:
  struct Entry {
    std::string name;
    std::string help;
    std::function<std::unique_ptr<PolicyMaker<Product>>()> maker;
  };

  /// `Policy` has a `struct Parameters` with `fields`, and a constructor that takes it, and may be the run's
  /// `SharedParts` besides.
  template <class Policy>
  void add(std::string name, std::string help) {
    using Parameters = typename Policy::Parameters;
    expects(find(name) == nullptr, ("the policy name '" + name + "' is taken already").c_str());
    class Maker final : public PolicyMaker<Product> {
     public:
      using PolicyMaker<Product>::make;
      void fields(Fields& f) override { parameters_.fields(f); }
      std::unique_ptr<Product> make([[maybe_unused]] SharedParts& shared) const override {
        if constexpr (std::is_constructible_v<Policy, const Parameters&, SharedParts&>)
          return std::make_unique<Policy>(parameters_, shared);
        else
          return std::make_unique<Policy>(parameters_);
      }

     private:
      Parameters parameters_;
    };
    entries_.push_back({std::move(name), std::move(help), [] { return std::make_unique<Maker>(); }});
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const Entry* find(const std::string& name) const {
    for (const Entry& entry : entries_)
      if (entry.name == name) return &entry;
    return nullptr;
  }

 private:
  std::vector<Entry> entries_;
};

/// All policies that a scenario may name. Users add their own to it in their own `main`, or in
/// a plug-in (plugin.hpp).
struct PolicyCatalogue {
  PolicyList<RoutePolicy> route;
  PolicyList<QueuePolicy> queue;
  PolicyList<ServePolicy> serve;
  PolicyList<PowerPolicy> power;
  PolicyList<ForecastModel> forecast;
};

/// Read top to bottom: the list of what exists.
[[nodiscard]] PolicyCatalogue built_in_policies();

}  // namespace suanwang
