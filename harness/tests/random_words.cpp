#include <array>

#include "tests/random_instructions.hpp"

namespace brute_force {

std::string text_of(const Instructions& instructions) {
  static const std::array<const char*, 27> words{"get",
                                                 "query",
                                                 "query_page",
                                                 "scan",
                                                 "put_if_unchanged",
                                                 "put",
                                                 "update",
                                                 "erase",
                                                 "transact",
                                                 "publish",
                                                 "publish_two",
                                                 "publish_until_ok",
                                                 "schedule",
                                                 "cancel",
                                                 "send",
                                                 "read_clock",
                                                 "skip_next",
                                                 "skip_next_if_ok",
                                                 "retry_if_refused",
                                                 "fail",
                                                 "wait",
                                                 "answer",
                                                 "retry_after",
                                                 "park",
                                                 "redrive",
                                                 "drop",
                                                 "call_port"};
  std::string text;
  for (const Instruction& instruction : instructions) {
    text += text.empty() ? "" : "; ";
    text += words.at(std::size_t(instruction.what));
    text += " k" + std::to_string(instruction.key) + " " + std::to_string(instruction.number);
    if (instruction.flag) text += " flag";
    for (const std::string& name : {instruction.type, instruction.queue})
      if (!name.empty()) text += " " + name;
  }
  return text;
}

}  // namespace brute_force
