#include <iostream>

#include "suanwang/policy/catalogue.hpp"

int main() {
  const auto policies = suanwang::built_in_policies();
  std::cout << policies.route.entries().size() << " route policies\n";
  return policies.route.entries().empty() ? 1 : 0;
}
