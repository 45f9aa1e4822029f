#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// One fault in a user's input, with its place and its remedy.
struct Issue {
  std::string file;
  int line = 0;    ///< from 1; 0 where a whole file is meant
  int column = 0;  ///< from 1, in characters; 0 where a whole line or file is meant
  std::string key_path;
  std::string problem;  ///< what was found
  std::string remedy;   ///< what is allowed, or what to write instead

  /// "toy.yaml:5:7: hubs.north.storage.power_mw: -4 is below 0; allowed: at least 0 MW"
  [[nodiscard]] std::string text() const;
};

using Issues = std::vector<Issue>;

/// Bad input by a user. Carries every fault that was found, not only the first.
class InputError : public std::runtime_error {
 public:
  explicit InputError(Issues issues);
  explicit InputError(const std::string& message);
  [[nodiscard]] const Issues& issues() const { return issues_; }

 private:
  Issues issues_;
};

/// A decision that breaks a rule. The message names the policy, the job or hub, the rule and the simulated
/// time.
class PolicyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A book that does not balance, or a broken invariant of the program itself.
class InvariantError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// @throws InvariantError naming `rule` if `condition` does not hold. In hot loops use `assert`.
inline void expects(bool condition, const char* rule) {
  if (!condition) [[unlikely]]
    throw InvariantError(rule);
}

/// The candidate that differs least from `word` (insertions, deletions, substitutions, swaps of neighbours),
/// if it is near enough to be a slip of the pen. Empty otherwise.
[[nodiscard]] std::string nearest_spelling(std::string_view word, const std::vector<std::string>& candidates);
/// "did you mean 'b'? " of the nearest spelling, to begin a remedy with. Empty where none is near.
[[nodiscard]] std::string spelling_question(std::string_view word,
                                            const std::vector<std::string>& candidates);

}  // namespace suanwang
