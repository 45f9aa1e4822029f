#pragma once

#include <string>

#include "suanwang/engine/policy_watch.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Who is asked, when and, if it is about one, for which job: what an error has to say.
struct PolicyCall {
  PolicyKind kind;
  const std::string& name;
  const World& world;
  TimePoint now;
  const Job* job = nullptr;
};

/// "policy 'cheapest', job 7 (training) at 2030-01-07T00:00+08:00: "
[[nodiscard]] std::string beginning_of_error(const PolicyCall& call);

/// Turns whatever exception is being handled into a PolicyError that says who threw it.
[[noreturn]] void rethrow_as_policy_error(const PolicyCall& call);

/// Asks a policy. Whatever it throws becomes a PolicyError; `watch`, unless it is null, sees it thinking.
template <class Question>
auto ask(PolicyWatch* watch, const PolicyCall& call, const Question& question) {
  struct Watched {
    Watched(PolicyWatch* by, const PolicyCall& what) : watch(by) {
      if (watch) [[unlikely]]
        watch->enter(what.kind, what.now);
    }
    ~Watched() {
      if (watch) [[unlikely]]
        watch->leave();
    }
    PolicyWatch* watch;
  };
  const Watched watched(watch, call);
  try {
    return question();
  } catch (...) {
    rethrow_as_policy_error(call);
  }
}

}  // namespace suanwang
