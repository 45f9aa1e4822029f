#pragma once

#include "suanwang/engine/records.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/engine/transfers.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Recounts what the engine keeps incrementally: every job in one state and one pool, accelerators allocated
/// within those powered, link rates within capacities, bytes of transfers = bytes sent + bytes still to send.
/// @throws InvariantError naming the book that does not balance. Call it at the end of an interval.
void audit_state(const World& world, const State& state, const Transfers& transfers);

/// Checks that energy in = energy out for one hub and interval, to 1e-9 of its load, and that limits hold.
void audit_hub(const Hub& hub, const IntervalSupply& supply, const HubInterval& interval);

}  // namespace suanwang
