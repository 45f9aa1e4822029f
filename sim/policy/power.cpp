#include "suanwang/policy/power.hpp"

#include <algorithm>

namespace suanwang {

StorageSetpoint RenewablesFirstPower::storage(const PowerQuestion& question, const View&) {
  const Storage& storage = question.supply.storage;
  const Megawatts missing = question.load - question.supply.renewable;
  if (missing > Megawatts(0))
    return {std::min(missing, storage.most_discharge(question.stored, question.span)), false};
  return {-std::min(-missing, storage.most_charge(question.stored, question.span)), false};
}

}  // namespace suanwang
