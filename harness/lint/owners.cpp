#include "lint/owners.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lint/data_file.hpp"
#include "lint/vocabulary.hpp"

namespace lint {
namespace {

std::size_t letters(const Words& words) {
  std::size_t n = 0;
  for (const std::string& word : words) n += word.size();
  return n;
}

/// Services with the longest phrase of `list` that `fits`.
template <class Fits>
std::set<const Service*> longest(const std::vector<Service>& services,
                                 std::vector<Words> Service::*list, Fits fits) {
  std::set<const Service*> found;
  std::size_t most = 1;
  for (const Service& service : services)
    for (const Words& phrase : service.*list) {
      if (letters(phrase) < most || not fits(phrase)) continue;
      if (letters(phrase) > most) found.clear();
      most = letters(phrase);
      found.insert(&service);
    }
  return found;
}

}  // namespace

Owners::Owners(std::vector<Service> services) : services_{std::move(services)} {}

std::set<const Service*> Owners::owners_of(const Words& field) const {
  return longest(services_, &Service::owns,
                 [&](const Words& phrase) { return ends_with(field, phrase); });
}

std::set<const Service*> Owners::operators_of(const Words& id) const {
  return longest(services_, &Service::operations,
                 [&](const Words& phrase) { return ends_with(id, phrase); });
}

const Service* Owners::called(const Words& words) const {
  for (const Service& service : services_)
    for (const Words& name : service.called)
      if (ends_with(words, name) && ends_with(name, words)) return &service;
  return nullptr;
}

const Service* Owners::named_in(const Words& words) const {
  const auto found =
      longest(services_, &Service::called, [&](const Words& name) { return has(words, name); });
  return found.size() == 1 ? *found.begin() : nullptr;
}

const Service* Owners::publisher_of(const std::string& type) const {
  for (const Service& service : services_)
    if (service.publishes.contains(type)) return &service;
  return nullptr;
}

Owners read_owners(const std::filesystem::path& file) {
  const eda::Json json = read_object(file);
  const auto list = json.find("services");
  if (list == json.end() || not list->is_array())
    throw InvalidData{fmt::format("{}: \"services\" must be a list of objects", file.string())};
  std::vector<Service> services;
  for (const eda::Json& each : *list) {
    const std::string where = fmt::format("{}: service {}", file.string(), services.size() + 1);
    if (not each.is_object() || not each.contains("name") || not each.at("name").is_string())
      throw InvalidData{where + ": \"name\" must be a text"};
    const auto texts = [&](const char* name) { return texts_in(each, name, where, true); };
    const auto set = [&](const char* name) {
      const auto all = texts(name);
      return std::set<std::string>(all.begin(), all.end());
    };
    Service service{.name = each.at("name"),
                    .called = phrases(texts("called")),
                    .owns = phrases(texts("owns")),
                    .operations = phrases(texts("operations")),
                    .publishes = set("publishes"),
                    .listens = set("listens")};
    service.called.push_back(words_of(service.name));
    services.push_back(std::move(service));
  }
  return Owners{std::move(services)};
}

}  // namespace lint
