#include "lint/vocabulary.hpp"

#include "lint/data_file.hpp"

namespace lint {

Vocabulary read_vocabulary(const std::filesystem::path& file) {
  const eda::Json json = read_object(file);
  const auto set = [&](const char* name) {
    const auto texts = texts_in(json, name, file.string());
    return std::set<std::string>(texts.begin(), texts.end());
  };
  const auto list = [&](const char* name) { return phrases(texts_in(json, name, file.string())); };
  return {.irregular_past = set("irregularPast"),
          .not_past = set("notPast"),
          .states = set("states"),
          .particles = set("particles"),
          .commands = set("commands"),
          .orders = set("orders"),
          .top_domains = set("topDomains"),
          .outcome_missing = set("outcomeMissing"),
          .rpc_fields = list("rpcFields"),
          .instruction_fields = list("instructionFields"),
          .key_words = set("keyWords"),
          .personal = list("personal"),
          .secrets = list("secrets"),
          .persons = set("persons"),
          .organisations = set("organisations"),
          .protected_words = set("protectedWords"),
          .money = set("money"),
          .money_endings = set("moneyEndings"),
          .currencies = set("currencies"),
          .binary_fields = list("binaryFields"),
          .blanks = set("blanks")};
}

}  // namespace lint
