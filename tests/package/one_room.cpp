#include <chrono>
#include <iostream>

#include "suanwang/core/quantity.hpp"
#include "suanwang/core/units.hpp"

int main() {
  using namespace std::chrono_literals;
  const auto energy = suanwang::Megawatts(40) * 90min;
  std::cout << energy.value() << " MWh\n";
}
