#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace results {

using Json = nlohmann::json;

/// A file that is not as it should be: one sentence with the file, the field and what is allowed.
/// A program that gets one prints it and ends with exit code 2.
struct BadInput : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The fields of a JSON object, read one by one. Each must be there and be what it is asked for,
/// otherwise BadInput is thrown.
class Fields {
 public:
  /// `where` is what a message begins with: "exercises/03_correlator/activity.json".
  Fields(const Json& value, std::string where);

  bool has(const std::string& name) const;
  std::string text(const std::string& name) const;
  int number(const std::string& name, int min, int max) const;
  bool flag(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  std::vector<Fields> objects(const std::string& name) const;
  Fields object(const std::string& name) const;
  std::vector<std::string> names() const;
  /// There must be no fields but these.
  void only(const std::vector<std::string>& names) const;

  [[noreturn]] void complain(const std::string& name, const std::string& must) const;

 private:
  const Json& at(const std::string& name, const std::string& must) const;

  std::shared_ptr<const Json> object_;
  std::string where_;
};

/// The JSON in `file`; `shown_as` is its name in a message. Throws BadInput with file and line.
Json read_json(const std::filesystem::path& file, const std::string& shown_as);
Fields read_fields(const std::filesystem::path& file, const std::string& shown_as);

}  // namespace results
