#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace results {

using Json = nlohmann::json;

/// Thrown for a file that breaks a rule. The message is one sentence with the file, the field and
/// what is allowed. A program that catches it prints the message and ends with exit code 2.
struct BadInput : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads the fields of a JSON object. Throws BadInput if a field is missing or has another type.
class Fields {
 public:
  /// `where`: begin of each message, such as "exercises/03_correlator/activity.json".
  Fields(const Json& value, std::string where);

  bool has(const std::string& name) const;
  std::string text(const std::string& name) const;
  int number(const std::string& name, int min, int max) const;
  bool flag(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  std::vector<Fields> objects(const std::string& name) const;
  Fields object(const std::string& name) const;
  std::vector<std::string> names() const;
  /// Throws BadInput if there are other fields.
  void only(const std::vector<std::string>& names) const;

  [[noreturn]] void complain(const std::string& name, const std::string& must) const;

 private:
  const Json& at(const std::string& name, const std::string& must) const;

  std::shared_ptr<const Json> object_;
  std::string where_;
};

/// Reads the JSON in `file`; messages call it `shown_as`. Throws BadInput with file and line.
Json read_json(const std::filesystem::path& file, const std::string& shown_as);
Fields read_fields(const std::filesystem::path& file, const std::string& shown_as);

}  // namespace results
