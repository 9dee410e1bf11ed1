#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eda/json.hpp"
#include "lint/words.hpp"

namespace lint {

/// A member of an object in an event, at any depth, or an element of an array.
struct Field {
  eda::Json::json_pointer place;  ///< in the event
  std::string name;               ///< of an element: the name of its array
  Words words;                    ///< of `name`
  const Field* parent = nullptr;  ///< the field around it; null: a member of `data`
  const eda::Json* value = nullptr;
  const eda::Json* object = nullptr;  ///< with this member; null: an element of an array
};

/// Text of an attribute; empty: missing, or no text.
std::string text_of(const eda::Json& event, const char* attribute);

/// Parts of a type between its dots, without versions at its end: com, pizzaco, order, placed.
std::vector<std::string> parts_of(const std::string& type);

/// Words of a type without its DNS name and without what has happened: order, payment.
Words entity_of(const std::string& type);

/// True for "reference" and the like: the last word of an id.
bool is_id(const Words& words);

/// Calls `visit(field)` for each field below `value`, outermost first. It returns false to leave
/// out what is inside of the field.
template <class Visit>
void for_each_field(const eda::Json& value, const Field* around,
                    const eda::Json::json_pointer& place, const Visit& visit) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      const Field field{place / name, name, words_of(name), around, &member, &value};
      if (visit(field)) for_each_field(member, &field, field.place, visit);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Field element{place / i,
                          around == nullptr ? "" : around->name,
                          around == nullptr ? Words{} : around->words,
                          around == nullptr ? nullptr : around->parent,
                          &value[i],
                          nullptr};
      if (visit(element)) for_each_field(value[i], &element, element.place, visit);
    }
  }
}

/// The same for all of `data`.
template <class Visit>
void for_each_field_of_data(const eda::Json& event, const Visit& visit) {
  const auto data = event.find("data");
  if (data != event.end()) for_each_field(*data, nullptr, eda::Json::json_pointer{"/data"}, visit);
}

}  // namespace lint
