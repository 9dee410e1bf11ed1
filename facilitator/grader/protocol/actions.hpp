#pragma once

#include "protocol/frame.hpp"

namespace grader {

/// Throws ProtocolError unless `action` is what a handler can ask of a port of sim/ports.hpp, or
/// its end. Ports believe their own Asking half in every field; nobody else may reach them.
void check_action(const Json& action);

}  // namespace grader
