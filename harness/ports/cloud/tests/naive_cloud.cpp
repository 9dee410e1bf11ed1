#include "naive_cloud.hpp"

#include <algorithm>

namespace tested_ports {

using brute_force::Circumstances;
using eda::Json;

namespace {

std::string id_of(const Json& named) {
  return named.at("kind").get<std::string>() + "/" + named.at("name").get<std::string>();
}

bool has(const std::vector<Json>& resources, const std::string& id) {
  return std::ranges::any_of(resources, [&](const Json& one) { return id_of(one) == id; });
}

bool is_earlier(const Json& a, const Json& b) {
  if (a.at("kind") != b.at("kind")) return a.at("kind") < b.at("kind");
  return a.at("name") < b.at("name");
}

}  // namespace

brute_force::Answered NaiveCloud::answer(const Json& request, const Circumstances& here) {
  if (request.at("do") == "create") return {create(request, here)};
  if (request.at("do") == "erase") return {erase(request, here)};
  return {look(request, here)};
}

bool NaiveCloud::may_be_old(const Circumstances& here) const {
  return here.left.stale_reads_max > 0 && changed_ms_ >= 0 && here.now_ms - changed_ms_ < 60'000;
}

Json NaiveCloud::change(Resources after, const Json& told, const Circumstances& here) {
  enum Fate { done, throttled, lost, unheard };
  std::vector<Fate> fates{done};
  if (here.left.throttles_max > 0) fates.push_back(throttled);
  if (here.left.unknowns_max > 0) fates.push_back(lost);
  if (here.left.unknowns_max > 0 && after != resources_) fates.push_back(unheard);
  const Fate fate = fates[std::size_t(here.picks.pick(int(fates.size())))];
  if ((fate == done || fate == unheard) && after != resources_) {
    before_ = resources_;
    changed_ms_ = here.now_ms;
    for (const Json& one : resources_)
      if (!has(after, id_of(one))) erased_.insert(id_of(one));
    resources_ = std::move(after);
  }
  if (fate == done) return told;
  const char* const what = fate == throttled ? " throttled"
                           : fate == lost    ? " unknown, not done"
                                             : " unknown, done";
  here.seen.insert(std::string{"a change"} + what);
  --(fate == throttled ? here.left.throttles_max : here.left.unknowns_max);
  return fate == throttled ? "throttled" : "unknown";
}

Json NaiveCloud::create(const Json& request, const Circumstances& here) {
  const std::string id = id_of(request);
  if (has(resources_, id)) {
    here.seen.insert("created before");
    return change(resources_, "exists", here);
  }
  bool may_be_unseen = false;
  for (const Json& need : request.at("needs")) {
    if (!has(resources_, need)) {
      here.seen.insert("a need is missing");
      const Json invalid = Json::object(
          {{"invalid", "create " + id + ": it needs " + need.dump() + ", which does not exist"}});
      return change(resources_, invalid, here);
    }
    if (may_be_old(here) && !has(before_, need)) may_be_unseen = true;
  }
  if (may_be_unseen && here.picks.pick(2) == 1) {
    here.seen.insert("a need is not visible yet");
    --here.left.stale_reads_max;
    return "throttled";
  }
  Json resource = request;
  resource.erase("port");
  resource.erase("do");
  Resources after = resources_;
  after.push_back(resource);
  here.seen.insert("created");
  return change(after, "created", here);
}

Json NaiveCloud::erase(const Json& request, const Circumstances& here) {
  Resources after = resources_;
  std::erase_if(after, [&](const Json& one) { return id_of(one) == id_of(request); });
  const bool is_there = after.size() < resources_.size();
  here.seen.insert(is_there ? "erased" : "nothing to erase");
  return change(after, is_there ? "erased" : "not_found", here);
}

Json NaiveCloud::look(const Json& request, const Circumstances& here) const {
  const auto seen_in = [&](Resources resources) {
    std::erase_if(resources, [&](const Json& one) {
      return request.at("do") == "list" ? one.at("kind") != request.at("kind")
                                        : id_of(one) != id_of(request);
    });
    std::ranges::sort(resources, is_earlier);
    return Json(resources);
  };
  const Json newest = seen_in(resources_);
  here.seen.insert(request.at("do") == "list" ? "a list" : "a description");
  if (!may_be_old(here) || seen_in(before_) == newest || here.picks.pick(2) == 0) return newest;
  --here.left.stale_reads_max;
  here.seen.insert("an older state of the resources");
  return seen_in(before_);
}

std::string NaiveCloud::text(std::int64_t /*now_ms*/, std::set<std::string>& /*seen*/) const {
  return "cloud " + held().dump();
}

std::string NaiveCloud::earlier() const {
  Resources before = before_;
  std::ranges::sort(before, is_earlier);
  return std::to_string(changed_ms_) + " " + Json(before).dump();
}

Json NaiveCloud::held() const {
  Resources sorted = resources_;
  std::ranges::sort(sorted, is_earlier);
  return Json::object({{"resources", Json(sorted)}, {"erased", Json(erased_)}});
}

}  // namespace tested_ports
