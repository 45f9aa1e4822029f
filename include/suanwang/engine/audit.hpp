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
/// @param dispatch As it was closed.
void audit_hub(const Hub& hub, const HubDispatch& dispatch, const HubInterval& interval, Duration span);

/// Checks that what hubs send over lines, less losses, is what other hubs receive, within the lines'
/// capacities.
void audit_lines(const World& world, std::size_t interval, std::span<const HubInterval> hubs,
                 std::span<const LineFlow> flows);

}  // namespace suanwang
