// Oddity: has an operator<< and an operator new of its own. Must: PASS
#include <cstdlib>
#include <ostream>
#include <sstream>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

struct Note {
  std::string text;
  static void* operator new(std::size_t size) { return std::malloc(size); }
  static void operator delete(void* memory) { std::free(memory); }
};
std::ostream& operator<<(std::ostream& stream, const Note& note) { return stream << note.text; }

eda::Task<> on_tip(eda::Event tip, Ports io) {
  const Note* note = new Note{tip.id};
  std::ostringstream stream;
  stream << *note;
  delete note;
  if (stream.str() != tip.id) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
