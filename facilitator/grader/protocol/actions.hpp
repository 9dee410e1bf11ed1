#pragma once

#include "protocol/frame.hpp"

namespace grader {

/// Throws ProtocolError unless `action` is a request that a handler can send to a port of
/// sim/ports.hpp, or its end. Ports trust every field of a request from their own proxy, so any
/// other request must stop here.
void check_action(const Json& action);

}  // namespace grader
