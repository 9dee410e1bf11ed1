#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "eda/json.hpp"
#include "lint/words.hpp"

namespace lint {

/// A service and the data that it owns.
struct Service {
  std::string name;                 ///< "payment"
  std::vector<Words> called{};      ///< names in types, sources and fields: payment, billing
  std::vector<Words> owns{};        ///< fields: "card type"
  std::vector<Words> operations{};  ///< ids of its own operations: "payment id"
  std::set<std::string>
      publishes{};                  ///< types; a type listed here is its own whatever its words are
  std::set<std::string> listens{};  ///< types that it reacts to, by publishing
};

/// Services and their data. Synonyms are several phrases of one service. See
/// harness/lint/data/owners.json, and README.md beside it.
class Owners {
 public:
  Owners() = default;
  explicit Owners(std::vector<Service> services);

  /// Services that own a field of this name, found by the longest phrase. Empty: unknown.
  std::set<const Service*> owners_of(const Words& field) const;
  /// Services one of whose operations this id names.
  std::set<const Service*> operators_of(const Words& id) const;
  /// Service that is called `words`, from begin to end; null: none.
  const Service* called(const Words& words) const;
  /// Service with a name inside of `words`; null: none, or more than one.
  const Service* named_in(const Words& words) const;
  /// Service that publishes this type; null: unknown.
  const Service* publisher_of(const std::string& type) const;

  const std::vector<Service>& services() const { return services_; }

 private:
  std::vector<Service> services_;
};

/// Reads an owners file. Throws InvalidData.
Owners read_owners(const std::filesystem::path& file);

}  // namespace lint
