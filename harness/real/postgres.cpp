#include "real/postgres.hpp"

#include <poll.h>

namespace real {

void Postgres::connect() {
  if (connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK) return;
  PQfinish(connection_);
  prepared_.clear();
  connection_ = PQconnectdb(address_.c_str());
  if (PQstatus(connection_) != CONNECTION_OK) throw Disconnected{PQerrorMessage(connection_)};
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  if (!channel_.empty()) ask_all(("LISTEN " + channel_).c_str());
}

/// Returns `result`, or clears it and throws.
PGresult* Postgres::checked(PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  const std::string message = PQerrorMessage(connection_);
  PQclear(result);
  // 57P01 to 57P03: the server shuts down, has crashed, or starts
  if (PQstatus(connection_) != CONNECTION_OK || state.empty() || state.starts_with("57P")) {
    PQfinish(connection_);
    connection_ = nullptr;
    throw Disconnected{message};
  }
  throw SqlError{state, message};
}

/// The server parses each statement once for each connection.
const std::string& Postgres::prepared(const char* statement) {
  const auto known = prepared_.find(statement);
  if (known != prepared_.end()) return known->second;
  const std::string name = "s" + std::to_string(prepared_.size());
  PQclear(checked(PQprepare(connection_, name.c_str(), statement, 0, nullptr)));
  return prepared_.emplace(statement, name).first->second;
}

Postgres::Rows Postgres::ask(const char* statement, const std::vector<SqlValue>& values) {
  connect();
  std::vector<const char*> texts;
  for (const SqlValue& value : values) texts.push_back(value ? value->c_str() : nullptr);
  const std::string& name = prepared(statement);
  PGresult* result = checked(PQexecPrepared(connection_, name.c_str(), int(texts.size()),
                                            texts.data(), nullptr, nullptr, 0));
  Rows rows(std::size_t(PQntuples(result)));
  for (int i = 0; i < PQntuples(result); ++i)
    for (int j = 0; j < PQnfields(result); ++j) {
      const bool is_null = PQgetisnull(result, i, j) != 0;
      rows[std::size_t(i)].push_back(is_null ? SqlValue{} : SqlValue{PQgetvalue(result, i, j)});
    }
  PQclear(result);
  return rows;
}

void Postgres::ask_all(const char* statements) {
  connect();
  PQclear(checked(PQexec(connection_, statements)));
}

Postgres::Rows Postgres::ask_until_answered(const Limit& limit, const char* statement,
                                            const std::vector<SqlValue>& values) {
  while (true) {
    try {
      return ask(statement, values);
    } catch (const Disconnected&) {
      limit.wait();
    }
  }
}

void Postgres::wait_until_connected(const Limit& limit) {
  while (true) {
    try {
      return connect();
    } catch (const Disconnected&) {
      limit.wait();
    }
  }
}

bool Postgres::try_lock(const std::string& name) {
  return ask("SELECT pg_try_advisory_lock(hashtextextended($1, 1))", {name})[0][0] == "t";
}

void Postgres::unlock(const std::string& name) {
  ask("SELECT pg_advisory_unlock(hashtextextended($1, 1))", {name});
}

void Postgres::listen(const std::string& channel) {
  channel_ = channel;
  if (connection_ != nullptr) ask_all(("LISTEN " + channel_).c_str());
}

void Postgres::wait_for_notification(Milliseconds time) {
  connect();
  pollfd socket{PQsocket(connection_), POLLIN, 0};
  bool is_notified = false;
  const auto take = [&] {
    PQconsumeInput(connection_);
    while (PGnotify* notification = PQnotifies(connection_)) {
      PQfreemem(notification);
      is_notified = true;
    }
  };
  take();
  if (is_notified) return;
  poll(&socket, 1, int(time.count()));
  take();
}

void create_tables(Postgres& postgres) {
  postgres.ask_all(R"(
    CREATE TABLE items(partition text COLLATE "C", sort text COLLATE "C", version int NOT NULL,
                       value text, expires bigint, PRIMARY KEY (partition, sort));
    CREATE INDEX ON items(expires) WHERE value IS NOT NULL;
    -- the lock is on the key, so that it also holds for a row that does not exist; the row is read
    -- by a statement of its own, so that it is as the last holder of the lock has left it
    CREATE FUNCTION locked_row(text, text) RETURNS SETOF items LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended($1 || chr(1) || $2, 0));
        RETURN QUERY SELECT * FROM items WHERE partition = $1 AND sort = $2;
      END $$;
    CREATE TABLE tokens(token text PRIMARY KEY, writes text NOT NULL, until_ms bigint NOT NULL);
    CREATE TABLE timers(service text, name text, at bigint NOT NULL, event text NOT NULL,
                        number bigserial, PRIMARY KEY (service, name));
    CREATE INDEX ON timers(service, at);
    CREATE TABLE lanes(number bigserial PRIMARY KEY, subscriber text NOT NULL, lane int NOT NULL,
                       event text NOT NULL);
    CREATE INDEX ON lanes(subscriber, lane, number);
    CREATE TABLE log(position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL,
                     version int NOT NULL, event text NOT NULL, UNIQUE (stream, version));
  )");
}

}  // namespace real
