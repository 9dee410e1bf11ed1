#pragma once

#include <libpq-fe.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "real/engine.hpp"

namespace real {

/// Thrown when PostgreSQL refuses a statement.
struct SqlError : std::runtime_error {
  SqlError(std::string state, const std::string& message)
      : std::runtime_error{"PostgreSQL: " + message}, state{std::move(state)} {}
  std::string state;  ///< SQLSTATE
  bool is_disk_full() const { return state == "53100"; }
};
/// Thrown when the connection is lost: what was under way was carried out, or it was not.
struct Disconnected : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A value of a statement or of its result; absent: NULL.
using SqlValue = std::optional<std::string>;

/// A connection, for one thread.
class Postgres {
 public:
  /// `address`: as for libpq. The connection is made at the first statement.
  explicit Postgres(std::string address) : address_{std::move(address)} {}
  ~Postgres() { PQfinish(connection_); }
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  using Rows = std::vector<std::vector<SqlValue>>;
  /// Throws SqlError or Disconnected. Connects again if the connection was lost before.
  Rows ask(const char* statement, const std::vector<SqlValue>& values = {});
  /// Carries out several statements at once.
  void ask_all(const char* statements);
  /// Carries out what can be repeated without harm, until the server answers. Throws SqlError, and
  /// GaveUp at the end of the limit.
  Rows ask_until_answered(const Limit& limit, const char* statement,
                          const std::vector<SqlValue>& values = {});
  /// Waits until there is a connection. Throws GaveUp at the end of the limit.
  void wait_until_connected(const Limit& limit);
  /// Takes a lock that ends with this connection, so that a dead process holds none. False:
  /// another connection has it.
  bool try_lock(const std::string& name);
  void unlock(const std::string& name);
  /// Waits for a notification on the channels that it listens to, for that time at most.
  void wait_for_notification(Milliseconds time);
  /// Channels for wait_for_notification. Holds also after the connection was made again.
  void listen(const std::string& channel);

 private:
  void connect();
  PGresult* checked(PGresult* result);
  const std::string& prepared(const char* statement);

  std::string address_, channel_;
  PGconn* connection_ = nullptr;
  std::map<std::string, std::string> prepared_;  ///< statements of this connection, and their names
};

/// Makes all tables.
void create_tables(Postgres& postgres);

}  // namespace real
