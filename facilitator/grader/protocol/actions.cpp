#include "protocol/actions.hpp"

#include "protocol/fields.hpp"
#include "sim/model/port_kind.hpp"

namespace grader {

namespace {

void check_end(const Json& action) {
  if (word(action, "do", {"done", "threw"}) == "done") return must_have(action, {"do"}, "the end");
  must_have(action, {"do", "what"}, "the end");
  text(action, "what");
}

}  // namespace

void check_action(const Json& action) {
  if (!action.is_object()) throw ProtocolError{"an action must be an object"};
  if (!action.contains("port")) return check_end(action);
  if (const auto flaw = sim::flaw_in_request(action)) throw ProtocolError{*flaw};
}

}  // namespace grader
