#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "eda/json.hpp"

namespace sim {

/// Numbers for JSON values, from 0. Equal values have equal numbers. So values can be compared,
/// hashed and copied as ints.
class JsonInterner {
 public:
  int number(const eda::Json& value) { return number_of(value); }
  int number(eda::Json&& value) { return number_of(std::move(value)); }
  const eda::Json& operator[](int number) const { return values_[std::size_t(number)]; }
  int size() const { return int(values_.size()); }

 private:
  template <typename Value>
  int number_of(Value&& value) {
    const auto [at, is_new] = numbers_.try_emplace(value.dump(), int(values_.size()));
    if (is_new) values_.push_back(std::forward<Value>(value));
    return at->second;
  }

  std::unordered_map<std::string, int> numbers_;
  std::deque<eda::Json> values_;
};

/// Numbers for texts, from 0. Equal texts have equal numbers.
class TextInterner {
 public:
  int number(std::string text) {
    return numbers_.try_emplace(std::move(text), int(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, int> numbers_;
};

struct HashInts {
  std::size_t operator()(const std::vector<int>& ints) const {
    std::size_t hash = ints.size();
    for (int i : ints) hash = (hash ^ std::size_t(i)) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
  }
};

/// Numbers for sequences of ints, from 0; the empty sequence is 0.
class IntsInterner {
 public:
  IntsInterner() { number({}); }
  int number(const std::vector<int>& ints) {
    const auto [at, is_new] = numbers_.try_emplace(ints, int(values_.size()));
    if (is_new) values_.push_back(&at->first);
    return at->second;
  }
  const std::vector<int>& operator[](int number) const { return *values_[std::size_t(number)]; }
  int size() const { return int(values_.size()); }

 private:
  std::unordered_map<std::vector<int>, int, HashInts> numbers_;
  std::vector<const std::vector<int>*> values_;  // addresses of the map's keys, which are stable
};

}  // namespace sim
