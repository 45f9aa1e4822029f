#include "suanwang/trace/trace_tally.hpp"

#include "suanwang/trace/trace_record.hpp"

namespace suanwang {

namespace {

const char* remedy_of(TraceFault fault) {
  switch (fault) {
    case TraceFault::wrong_field_count:
      return "write one field for each column; decimals have a point";
    case TraceFault::not_a_record:
      return "a line of a log has 18 numbers, -1 for what is not known; one of JSON lines is an object";
    case TraceFault::out_of_order:
      return "write out_of_order: sort, which holds the trace in memory, or skip";
    case TraceFault::unreadable_time:
      return "write seconds, or a time such as 2030-01-31 14:30:00+08:00";
    default:
      return "correct it, or skip what is invalid";
  }
}

}  // namespace

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
  return hash ^ (hash >> 31);
}

void TraceTally::reject(TraceFault fault, TracePlace place) {
  skip(fault);
  if (!is_full())
    issues_.push_back({file_.string(), place.line, place.column, "", name_of(fault), remedy_of(fault)});
}

void TraceTally::throw_errors() {
  if (!issues_.empty()) throw InputError(std::move(issues_));
}

std::map<std::string, std::uint64_t> TraceTally::skipped() const {
  std::map<std::string, std::uint64_t> all;
  for (const auto& [fault, name] : Names<TraceFault>::all)
    if (count(fault) > 0) all[name] = count(fault);
  return all;
}

std::string TraceTally::skipped_text() const {
  std::string text;
  for (const auto& [reason, count] : skipped())
    text += (text.empty() ? "; left out: " : ", ") + std::to_string(count) + " " + reason;
  return text;
}

}  // namespace suanwang
