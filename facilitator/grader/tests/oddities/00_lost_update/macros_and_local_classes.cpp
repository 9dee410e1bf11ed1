// Oddity: speaks in macros, local classes and lambdas within lambdas. Must: PASS
#include <functional>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

#define UNLESS(condition) if (!(condition))
#define JAR_OF(event) ((event).data.at("jarId").get<std::string>())
#define FOREVER for (;;)

eda::Task<> on_tip(eda::Event tip, Ports io) {
  class Guest {
   public:
    explicit Guest(std::string name) : name_{std::move(name)} {}
    virtual ~Guest() = default;
    virtual std::string says() const { return "keep the change, " + name_; }

   private:
    std::string name_;
  };
  struct Rich final : Guest {
    using Guest::Guest;
    std::string says() const override { return Guest::says() + "!"; }
  };
  const Rich rich{JAR_OF(tip)};
  const std::function<int(int)> factorial = [&](int n) { return n < 2 ? 1 : n * factorial(n - 1); };
  const auto add = [](auto a) { return [a](auto b) { return [=](auto c) { return a + b + c; }; }; };
  UNLESS(rich.says().empty() || factorial(5) != 120 || add(1)(2)(3) != 6) {
    FOREVER {
      co_await right_on_tip(tip, io);
      break;
    }
  }
}

}  // namespace tip_jar
