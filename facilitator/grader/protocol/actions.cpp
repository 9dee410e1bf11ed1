#include "protocol/actions.hpp"

#include <fmt/format.h>

#include "eda/detail/base64.hpp"
#include "eda/time.hpp"
#include "protocol/fields.hpp"

namespace grader {

namespace {

void check_instant(const Json& object, const char* name) {
  try {
    eda::from_rfc3339(text(object, name));
  } catch (const std::invalid_argument&) {
    throw ProtocolError{fmt::format("\"{}\" must be a date-time of RFC 3339", name)};
  }
}

void check_key(const Json& object) {
  const Json& key = list(object, "key", 2);
  if (key.size() != 2 || !key[0].is_string() || !key[1].is_string())
    throw ProtocolError{"a key must be a list of two texts"};
}

/// Checks an event, valid or not, that eda::to_json has written and that JSON text can express.
void check_event(const Json& event) {
  if (!event.is_object()) throw ProtocolError{"an event must be an object"};
  text(event, "type");
  for (const auto& [name, value] : event.items()) {
    const bool is_text = name == "id" || name == "source" || name == "type" || name == "subject" ||
                         name == "time" || name == "datacontenttype" || name == "dataschema" ||
                         name == "specversion" || name == "data_base64";
    if (is_text && !value.is_string()) throw ProtocolError{"an attribute must be a text"};
  }
  if (event.contains("time")) check_instant(event, "time");
  if (!event.contains("data_base64")) return;
  if (event.contains("data") || eda::detail::flaw_in_base64(text(event, "data_base64")))
    throw ProtocolError{
        "an event must have \"data\" or \"data_base64\", not both, and in valid base64"};
}

void check_tests(const Json& write) {
  for (const Json& one : list(write, "condition")) {
    must_have(one, {"test", "path?", "value?"}, "a condition");
    const std::string& test = word(one, "test",
                                   {"absent", "present", "version_is", "equals", "differs", "less",
                                    "has", "lacks", "contains", "contains_not"});
    if (one.contains("path")) text(one, "path");
    if (test == "version_is") number(one, "value", INT32_MIN, INT32_MAX);
  }
}

void check_steps(const Json& write) {
  for (const Json& step : list(write, "value")) {
    must_have(step, {"do", "path", "value?"}, "a step of an update");
    const std::string& verb =
        word(step, "do", {"set", "set_if_missing", "add", "insert", "remove"});
    text(step, "path");
    if (verb == "add") number(step, "value", INT64_MIN, INT64_MAX);
  }
}

void check_writes(const Json& action) {
  const Json& writes = list(action, "writes");
  if (action.at("do") == "write" && writes.size() != 1)
    throw ProtocolError{"a write must write one row"};
  for (const Json& write : writes) {
    must_have(write, {"verb", "key", "condition", "value?", "expires?"}, "a write");
    const std::string& verb = word(write, "verb", {"put", "update", "erase", "check"});
    check_key(write);
    check_tests(write);
    if (verb == "update") check_steps(write);
    if (write.contains("expires")) number(write, "expires", INT64_MIN, INT64_MAX);
  }
}

void check_store(const Json& action) {
  const std::string& verb = word(action, "do", {"get", "query", "scan", "write", "transact"});
  if (verb == "get") {
    must_have(action, {"port", "do", "key", "strong"}, "get");
    check_key(action);
    flag(action, "strong");
  } else if (verb == "query" || verb == "scan") {
    must_have(action, {"port", "do", "prefix", "strong"}, verb);
    text(action, "prefix");
    flag(action, "strong");
  } else if (verb == "write") {
    must_have(action, {"port", "do", "writes"}, verb);
    check_writes(action);
  } else {
    must_have(action, {"port", "do", "writes", "token?"}, verb);
    if (action.contains("token")) text(action, "token");
    check_writes(action);
  }
}

void check_timers(const Json& action) {
  if (word(action, "do", {"schedule", "cancel"}) == "cancel") {
    must_have(action, {"port", "do", "name"}, "cancel");
  } else {
    must_have(action, {"port", "do", "name", "at", "event"}, "schedule");
    number(action, "at", INT64_MIN, INT64_MAX);
    check_event(action.at("event"));
  }
  text(action, "name");
}

void check_end(const Json& action) {
  if (word(action, "do", {"done", "threw"}) == "done") return must_have(action, {"do"}, "the end");
  must_have(action, {"do", "what"}, "the end");
  text(action, "what");
}

}  // namespace

void check_action(const Json& action) {
  if (!action.is_object()) throw ProtocolError{"an action must be an object"};
  if (!action.contains("port")) return check_end(action);
  const std::string& port = word(action, "port", {"store", "bus", "timers", "ids", "fifo"});
  if (port == "store") return check_store(action);
  if (port == "timers") return check_timers(action);
  if (port == "bus") {
    word(action, "do", {"publish"});
    must_have(action, {"port", "do", "events"}, "publish");
    for (const Json& event : list(action, "events")) check_event(event);
  } else if (port == "ids") {
    word(action, "do", {"next"});
    must_have(action, {"port", "do"}, "next");
  } else {
    word(action, "do", {"send"});
    must_have(action, {"port", "do", "group", "dedup_id", "event"}, "send");
    text(action, "group");
    text(action, "dedup_id");
    check_event(action.at("event"));
  }
}

}  // namespace grader
