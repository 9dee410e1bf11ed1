#include "protocol/frame.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace grader {

namespace {

/// Measures the nesting only. nlohmann's parser is recursive, and its stack must not overflow.
class Depth final : public nlohmann::json_sax<Json> {
 public:
  explicit Depth(std::size_t levels_max) : levels_max_{levels_max} {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return ++depth_ <= levels_max_; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return depth_-- > 0; }
  bool start_array(std::size_t) override { return ++depth_ <= levels_max_; }
  bool end_array() override { return depth_-- > 0; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }

 private:
  std::size_t levels_max_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string to_frame(const Json& body) {
  std::string frame(header_bytes, '\0');
  Json::to_cbor(body, frame);
  const std::size_t length = frame.size() - header_bytes;
  for (std::size_t i = 0; i < header_bytes; ++i) frame[i] = char((length >> (8 * i)) & 0xFF);
  return frame;
}

std::size_t body_bytes(std::string_view header, std::size_t bytes_max) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < header_bytes; ++i)
    length |= std::size_t(static_cast<unsigned char>(header.at(i))) << (8 * i);
  if (length > bytes_max)
    throw TooLong{fmt::format("a frame has at most {} bytes, this one has {}", bytes_max, length)};
  return length;
}

Json body_of(std::string_view cbor, std::size_t levels_max) {
  Depth depth{levels_max};
  if (!Json::sax_parse(cbor.begin(), cbor.end(), &depth, Json::input_format_t::cbor))
    throw ProtocolError{fmt::format("not valid CBOR, or nested deeper than {}", levels_max)};
  Json body;
  std::string again;
  try {
    body = Json::from_cbor(cbor.begin(), cbor.end());
    Json::to_cbor(body, again);
  } catch (const Json::exception& error) {
    throw ProtocolError{error.what()};
  }
  if (again != cbor) throw ProtocolError{"valid CBOR, but not in the one accepted form"};
  return body;
}

}  // namespace grader
