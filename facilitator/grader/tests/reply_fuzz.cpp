// For libFuzzer: the judge accepts each frame of a subject or rejects it with a ProtocolError. An
// accepted frame, written again, is the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "protocol/talk.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (size < grader::header_bytes) return 0;
  try {
    (void)grader::body_bytes(text.substr(0, grader::header_bytes));
  } catch (const grader::ProtocolError&) {
  }
  const std::string_view cbor = text.substr(grader::header_bytes);
  grader::Command command;
  command.history.resize(7);
  try {
    const eda::Json body = grader::body_of(cbor);
    const auto asks = grader::reply_from(body, command);
    if (grader::to_frame(grader::to_json(asks)).substr(grader::header_bytes) != cbor) std::abort();
  } catch (const grader::ProtocolError&) {
  }
  return 0;
}
