#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eda/json.hpp"

// The form of requests, as data. Where another process runs the handlers, each of its requests is
// checked against the form of its port before the port gets it.
namespace sim {

struct Choice;

/// Member of a request: its name and its possible values.
struct Field {
  enum class Type : std::uint8_t {
    text,
    flag,     ///< true or false
    whole,    ///< a whole number from `min` to `max`
    any,      ///< any JSON value
    key,      ///< eda::Key, as two texts
    event,    ///< as eda::to_json writes it, valid or not
    events,   ///< a list of events
    objects,  ///< a list of `min` to `max` objects, each with the members of `choice`
  };
  std::string name;
  Type type = Type::text;
  bool is_optional = false;
  std::int64_t min = INT64_MIN, max = INT64_MAX;
  std::shared_ptr<const Choice> choice{};
};

/// Object in which the value of one member decides which other members it has: "do" in a request,
/// "verb" in a write of a transaction.
struct Choice {
  struct Variant {
    std::vector<std::string> words;
    std::vector<Field> fields;
  };
  std::string name;  ///< of the member that holds the word
  std::vector<Variant> variants;
};

namespace form {

Field text(std::string name);
Field flag(std::string name);
Field whole(std::string name, std::int64_t min = INT64_MIN, std::int64_t max = INT64_MAX);
Field any(std::string name);
Field key(std::string name);
Field event(std::string name);
Field events(std::string name);
Field objects(std::string name, Choice choice, std::int64_t min = 0, std::int64_t max = INT64_MAX);
Field optional(Field field);

}  // namespace form

/// Description of a port for the rest of the kit: its name and all requests that it accepts.
struct PortForm {
  std::string name;                       ///< opens each request: {"port": "store", "do": …}
  std::string title;                      ///< over its lane in the page
  std::vector<Choice::Variant> requests;  ///< told apart by "do"
  std::string book{};                     ///< name of its book; empty: that of the port
};

/// Reason why `request` is none that a handler can put to the port of `form`; absent: it is one.
std::optional<std::string> flaw_in_request(const eda::Json& request, const PortForm& form);

}  // namespace sim
