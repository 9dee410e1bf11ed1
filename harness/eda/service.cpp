#include "eda/service.hpp"

#include <stdexcept>

namespace eda {

void Environment::add(const std::type_info& type, void* port) { ports_.emplace_back(type, port); }

void Environment::offer_others(Finder others) { others_ = std::move(others); }

void* Environment::find(const std::type_info& type) const {
  for (const auto& [offered, port] : ports_)
    if (offered == type) return port;
  if (void* const other = others_ ? others_(type) : nullptr) return other;
  throw std::logic_error{std::string{"this world has no port of type "} + type.name()};
}

Subscription::Subscription(To to, std::vector<std::string> types, Handler handler)
    : to{to}, types{std::move(types)}, handler{std::move(handler)} {}
Subscription::Subscription(const Subscription&) = default;
Subscription& Subscription::operator=(const Subscription&) = default;
Subscription::~Subscription() = default;

Service::Service() = default;
Service::Service(std::string name, std::string domain,
                 std::initializer_list<Subscription> subscriptions)
    : name{std::move(name)}, domain{std::move(domain)}, subscriptions{subscriptions} {}
Service::Service(const Service&) = default;
Service& Service::operator=(const Service&) = default;
Service::~Service() = default;

}  // namespace eda
