#pragma once

#include "protocol/frame.hpp"

namespace grader {

/// Throws ProtocolError unless `action` is the end of a handler, or a request that has the form of
/// its port (sim/model/port_kind.hpp). A port trusts each field of a request.
void check_action(const Json& action);

}  // namespace grader
