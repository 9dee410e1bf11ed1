#pragma once

#include <stdexcept>

namespace eda {

/// Thrown for a request that the service behind a port always refuses, as DynamoDB does with a
/// ValidationException. The message names the request, the error and the limit. `harness/limits.md`
/// lists what each port refuses. Also thrown for a request that JSON text cannot express: text that
/// is not UTF-8, a number that is not finite.
struct InvalidRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace eda
