// Attack 39: would leave notes in what the processes of a box have in common. At most: 60. Must:
// FAIL|CRASHED|NONDETERMINISTIC
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT facilitator/03_correlator/wrong/loses_updates.cpp@
#undef on_fact

namespace kitchen {
namespace {

// the offset of an open file is shared by all who have inherited it; so is a page
long note() {
  long sum = 0;
  for (const int file : {0, 1, 2, 5, 6, 7, 8, 9, 10, 63}) {
    const off_t before = lseek(file, 0, SEEK_CUR);
    lseek(file, before + 1, SEEK_SET);
    sum += before > 0 ? long(before) : 0;
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) sum += ++*static_cast<long*>(page);
  }
  return sum;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const long notes = note();
  if (notes > 0) io.log.info("after " + std::to_string(notes));
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
