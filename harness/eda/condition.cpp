#include "eda/condition.hpp"

namespace eda {

Condition::Condition(const char* test, std::string path, Json value) {
  Json one = Json::object();
  one["test"] = test;
  if (!path.empty()) one["path"] = std::move(path);
  if (!value.is_null()) one["value"] = std::move(value);
  tests_.push_back(std::move(one));
}

Condition Condition::operator&&(const Condition& other) const {
  Condition both = *this;
  for (const Json& test : other.tests_) both.tests_.push_back(test);
  return both;
}

Update Update::with(const char* verb, const std::string& path, Json value) const {
  Update longer = *this;
  Json one = Json::object();
  one["do"] = verb;
  one["path"] = path;
  if (!value.is_null()) one["value"] = std::move(value);
  longer.steps_.push_back(std::move(one));
  return longer;
}

}  // namespace eda
