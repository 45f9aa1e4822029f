#pragma once

namespace suanwang {

/// How an accelerator that is in use spends its time. The shares sum to 1.
struct PhaseMix {
  double training = 1.0;  ///< forward and backward passes, or any dense compute
  double prefill = 0.0;   ///< reading prompts: bound by compute
  double decode = 0.0;    ///< writing tokens: bound by memory
};

}  // namespace suanwang
