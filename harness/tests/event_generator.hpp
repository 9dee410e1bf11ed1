#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "eda/event.hpp"

namespace eda::samples {

/// Makes valid events, with many edge cases: the same ones for the same seed.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_{seed} {}

  Event event() {
    Event event{text(1)};
    event.id = text(1);
    event.source =
        pick<std::string>({"payment-service", "https://pizza.example/a?b=%20#c", "//[::1]:8080",
                           "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", "#", "1-555-123-4567"});
    if (flip()) event.subject = text(1);
    if (flip()) event.time = moment();
    if (flip())
      event.datacontenttype =
          pick<std::string>({"application/json", "text/plain; charset=\"utf-8\"", "*/*"});
    if (flip())
      event.dataschema = pick<std::string>({"https://pizza.example/v1?x", "urn:a:b", "a:"});
    event.data = flip() ? payload(3) : Json(bytes());
    for (int i = below(4); i > 0; --i) event.extensions[name()] = extension();
    return event;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool flip() { return below(2) == 0; }

  template <typename T>
  T pick(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

  std::string text(int size_min) {
    std::string result;
    for (int n = size_min + below(8); n > 0; --n)
      result += pick<std::string>({"a", "Z", "7", " ", "\"", "\\", "/", "\u00fc", "\u00a0",
                                   "\uFFFD", "\U0001F355", "\u2028", "%", "<"});
    return result;
  }

  std::string bytes() {
    std::string result;
    for (int n = below(12); n > 0; --n) result += static_cast<char>(below(256));
    return result;
  }

  std::string name() {
    std::string result;
    for (int n = 1 + below(20); n > 0; --n) result += pick<char>({'a', 'q', 'z', '0', '9'});
    return result;
  }

  Instant moment() {
    const Instant first = from_rfc3339("0000-01-01T00:00:00Z");
    return first + std::chrono::minutes{below(2'000'000'000)} + Duration{below(60'000)};
  }

  Json extension() {
    return pick<Json>({text(0), flip(), below(1000), -1, 2147483647, -2147483647 - 1});
  }

  Json payload(int levels) {
    if (levels == 0 || flip())
      return pick<Json>({nullptr, flip(), text(0), "\n", below(1000), -1, 0.1, -0.0, 1e300,
                         18446744073709551615U, "\uFFFF"});
    Json result = flip() ? Json::array() : Json::object();
    for (int n = below(4); n > 0; --n) {
      if (result.is_array()) result.push_back(payload(levels - 1));
      if (result.is_object()) result[text(0)] = payload(levels - 1);
    }
    return result;
  }

  std::mt19937 random_;
};

}  // namespace eda::samples
