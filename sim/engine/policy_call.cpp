#include "policy_call.hpp"

#include "suanwang/core/error.hpp"

namespace suanwang {

std::string beginning_of_error(const PolicyCall& call) {
  std::string text =
      call.name.empty() ? std::string(text_of(call.kind)) + " policy" : "policy '" + call.name + "'";
  if (call.job)
    text += ", job " + std::to_string(call.job->number) + " (" +
            call.world.job_classes()[call.job->job_class].id + ")";
  return text + " at " + call.world.calendar().iso_text(call.now) + ": ";
}

void rethrow_as_policy_error(const PolicyCall& call) {
  try {
    throw;
  } catch (const PolicyError& error) {  // a rule that a plan or a room found broken
    throw PolicyError(beginning_of_error(call) + error.what());
  } catch (const std::exception& error) {
    throw PolicyError(beginning_of_error(call) + "the " + text_of(call.kind) +
                      " policy threw: " + error.what());
  } catch (...) {
    throw PolicyError(beginning_of_error(call) + "the " + text_of(call.kind) +
                      " policy threw something that is no std::exception");
  }
}

}  // namespace suanwang
