#pragma once

#include <stdexcept>

namespace eda {

/// A request that the service behind a port refuses whenever it is repeated, as DynamoDB does with
/// a ValidationException. It says which request, what is wrong and what is allowed;
/// `harness/limits.md` lists what each port refuses. So is a request that has no form in JSON text:
/// text that is not UTF-8, a number that is not finite.
struct InvalidRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace eda
