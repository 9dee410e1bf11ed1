#include <map>

#include "schema_evolution.hpp"

namespace revenue {

/// A step from a version to the next one. It changes the `data` of a letter.
using Step = void (*)(eda::Json& data);

void number_it(eda::Json& data) { data["version"] = 1; }

/// GBP is what the contract of V1 says.
void name_the_currency(eda::Json& data) {
  data["version"] = 2;
  data["totalAmount"] = data.at("amount");
  data.erase("amount");
  data["currency"] = "GBP";
}

/// The steps, by the version that they begin with. 0 stands for "no number at all".
const std::map<int, Step> steps{{0, number_it}, {1, name_the_currency}};

/// Returned for a version that has no meaning here.
constexpr int unknown = -1;

/// Returns the version of a letter.
int version_of(const eda::Json& data) {
  if (!data.contains("version")) return 0;
  return data.at("version") == 1 ? 1 : unknown;
}

/// Takes one step after the other.
eda::Event upcast(eda::Event order) {
  for (int version = version_of(order.data); steps.contains(version); ++version)
    steps.at(version)(order.data);
  return order;
}

}  // namespace revenue
