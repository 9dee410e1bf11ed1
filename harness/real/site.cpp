#include "real/site.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "real/process.hpp"

namespace real {

void write_site(const Site& site, const std::filesystem::path& file) {
  Json json = Json::object();
  json["nats"] = site.nats;
  json["postgres"] = site.postgres;
  json["store"] = site.store;
  json["real_start_ms"] = site.pace.real_start_ms;
  json["scale"] = site.pace.scale;
  json["acknowledged_within"] = site.acknowledged_within.count();
  json["acknowledgements_withheld"] = site.acknowledgements_withheld;
  json["threads"] = site.threads;
  write_private(file, json.dump(2) + '\n');
}

Site read_site(const std::filesystem::path& file) {
  std::ifstream input{file};
  const Json json = Json::parse(input);
  Site site{.nats = json.at("nats").get<std::vector<std::string>>(),
            .postgres = json.at("postgres"),
            .store = json.at("store"),
            .acknowledged_within = Milliseconds{json.at("acknowledged_within").get<int>()},
            .acknowledgements_withheld = json.at("acknowledgements_withheld"),
            .threads = json.at("threads")};
  site.pace.real_start_ms = json.at("real_start_ms");
  site.pace.scale = json.at("scale");
  return site;
}

int make_board() {
  const int descriptor = memfd_create("board", MFD_CLOEXEC);
  if (descriptor < 0 || ftruncate(descriptor, sizeof(Board)) != 0)
    throw std::runtime_error{"no memory for the counters of the workers"};
  return descriptor;
}

Board& board_at(int descriptor) {
  void* memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) throw std::runtime_error{"the counters of the workers are not there"};
  return *static_cast<Board*>(memory);
}

}  // namespace real
