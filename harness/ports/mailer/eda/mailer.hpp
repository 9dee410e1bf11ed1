#pragma once

#include <cstddef>
#include <string>

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Mailer (RFC 5321)
inline constexpr std::size_t mailer_to_characters_max = 320;

}  // namespace limits

/// A mail provider. It has no idempotency keys: each call is a letter of its own, and a letter that
/// was sent stays sent when the handler dies.
///
/// Where Scenario::weather names "mailer": `down`, it sends nothing and `send` resumes with false;
/// `hangs`, the same later; `slow`, it sends and answers later.
///
/// A test finds the letters in `outcome.held("mailer").at("letters")`: a list of {"to", "text"}, in
/// no particular order.
class Mailer {
 public:
  virtual ~Mailer() = default;

  /// Sends a letter. Resumes with true when the provider has taken it; with false when no answer
  /// came: it was sent, or it was not. Others may have run meanwhile. Throws InvalidRequest unless
  /// `to` has 1 to 320 characters.
  virtual Task<bool> send(std::string to, std::string text) = 0;
};

}  // namespace eda
