#include "patterns/leaves.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace eda::patterns {
namespace {

/// True unless the two name different elements of one array.
bool are_consistent(const Membership& a, const Membership& b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->first == right->first && left->second != right->second) return false;
    const bool left_moves = left->first <= right->first;
    const bool right_moves = right->first <= left->first;
    left += left_moves;
    right += right_moves;
  }
  return true;
}

/// The elements of both, of the arrays in `still_needed`. Forgetting the other arrays keeps the
/// number of choices small.
Membership joined(const Membership& a, const Membership& b, const std::set<int>& still_needed) {
  Membership both;
  std::ranges::set_union(a, b, std::back_inserter(both));
  std::erase_if(both,
                [&](const auto& element) { return not still_needed.contains(element.first); });
  return both;
}

}  // namespace

Leaves::Leaves(const Json& event) {
  Membership membership;
  add(event, "", membership);
}

void Leaves::add(const Json& value, const std::string& path, Membership& membership) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items())
      add(member, path.empty() ? name : path + '.' + name, membership);
  } else if (value.is_array()) {
    const int array = arrays_++;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_structured()) {
        membership.emplace_back(array, static_cast<int>(i));
        add(value[i], path, membership);
        membership.pop_back();
      } else {
        leaves_[path].push_back({&value[i], membership});
      }
    }
  } else {
    leaves_[path].push_back({&value, membership});
  }
}

const std::vector<Leaf>& Leaves::at(const std::string& path) const {
  static const std::vector<Leaf> none;
  const auto found = leaves_.find(path);
  return found == leaves_.end() ? none : found->second;
}

/// Returns the choices of elements that are left after `field` has matched too.
std::set<Membership> Leaves::after(const Field& field, const std::set<Membership>& chosen,
                                   const std::set<int>& still_needed) const {
  const auto& [path, matchers] = field;
  const std::vector<Leaf>& candidates = at(path);
  std::set<Membership> matching;
  for (const Leaf& leaf : candidates)
    if (std::ranges::any_of(
            *matchers, [&](const ValueMatcher& matcher) { return matcher.holds(*leaf.value); }))
      matching.insert(leaf.membership);
  const bool may_be_absent = std::ranges::any_of(*matchers, &ValueMatcher::holds_if_absent);

  std::set<Membership> next;
  for (const Membership& choice : chosen) {
    for (const Membership& elements : matching)
      if (are_consistent(choice, elements)) next.insert(joined(choice, elements, still_needed));
    if (may_be_absent && std::ranges::none_of(candidates, [&](const Leaf& leaf) {
          return are_consistent(choice, leaf.membership);
        }))
      next.insert(joined(choice, {}, still_needed));
  }
  return next;
}

bool Leaves::match(const Alternative& alternative) const {
  // for each field, the arrays that matter to the fields after it
  std::vector<std::set<int>> still_needed(alternative.fields.size());
  std::set<int> needed;
  std::size_t position = alternative.fields.size();
  for (auto field = alternative.fields.rbegin(); field != alternative.fields.rend(); ++field) {
    still_needed[--position] = needed;
    for (const Leaf& leaf : at(field->first))
      for (const auto& [array, index] : leaf.membership) needed.insert(array);
  }
  std::set<Membership> chosen{Membership{}};
  for (const auto& field : alternative.fields)
    chosen = after(field, chosen, still_needed[position++]);
  return not chosen.empty();
}

}  // namespace eda::patterns
