#include <map>

#include "schema_evolution.hpp"

namespace revenue {

/// A step from a version to the next one. It changes the `data` of a letter.
using Step = void (*)(eda::Json& data);

/// The steps, by the version that they begin with. 0 stands for "no number at all".
const std::map<int, Step> steps{
    // TODO 2: Which steps lead from 2019 to V1, and from V1 to V2? Write each as a function above.
};

/// Returned for a version that has no meaning here.
constexpr int unknown = -1;

/// Returns the version of a letter.
int version_of(const eda::Json& data) {
  // TODO 2, continued: This knows V1 only. What is missing has the oldest version. And what is
  //         there, and is 0, "2", null or 3?
  const eda::Json version = data.value("version", eda::Json{});
  return version == 1 ? 1 : unknown;
}

/// Takes one step after the other. You need not change it.
eda::Event upcast(eda::Event order) {
  for (int version = version_of(order.data); steps.contains(version); ++version)
    steps.at(version)(order.data);
  return order;
}

}  // namespace revenue
