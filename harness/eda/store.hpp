#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/condition.hpp"
#include "eda/invalid_request.hpp"
#include "eda/row.hpp"
#include "eda/task.hpp"

namespace eda {

enum class Read {
  eventual,  ///< may miss the latest writes, as DynamoDB reads do unless asked otherwise
  strong,    ///< sees every write that has been acknowledged
};

/// What became of a write.
class [[nodiscard("a write may be refused or throttled: look at its result")]] WriteResult {
 public:
  enum class Kind {
    written,
    refused,    ///< the condition did not hold; nothing was written
    throttled,  ///< the store was busy; nothing was written; the same request may work next time
    unknown,    ///< no answer came back: it may have been written, or not
  };
  explicit WriteResult(Kind kind, Item after = {}) : kind_{kind}, after_{std::move(after)} {}

  bool ok() const { return kind_ == Kind::written; }
  bool refused() const { return kind_ == Kind::refused; }
  bool throttled() const { return kind_ == Kind::throttled; }
  bool unknown() const { return kind_ == Kind::unknown; }
  /// The whole row just after an `update` that was written (DynamoDB ALL_NEW); else empty.
  const Item& after() const { return after_; }

 private:
  Kind kind_;
  Item after_;
};

/// One write of several that are made together or not at all.
class Write {
 public:
  template <typename T>
  static Write put(const Row<T>& row, Condition condition = Condition::none()) {
    Write write{"put", row.key, std::move(condition)};
    write.value = Json(row.value);
    write.expires_at = row.expires_at;
    return write;
  }
  static Write update(Key key, const Update& update, Condition condition = Condition::none()) {
    Write write{"update", std::move(key), std::move(condition)};
    write.value = update.to_json();
    return write;
  }
  static Write erase(Key key, Condition condition = Condition::none()) {
    return Write{"erase", std::move(key), std::move(condition)};
  }
  /// Writes nothing; `condition` is what the other writes depend on, so it must not be none.
  static Write check(Key key, Condition condition) {
    return Write{"check", std::move(key), std::move(condition)};
  }

  std::string verb;  ///< put | update | erase | check
  Key key;
  Condition condition;
  Json value;  ///< put: the row's value, never null; update: its steps
  std::optional<Instant> expires_at;

 private:
  Write(const char* verb, Key key, Condition condition)
      : verb{verb}, key{std::move(key)}, condition{std::move(condition)} {}
};

/// A table of rows, with the promises and the traps of DynamoDB. Every call resumes when the store
/// has answered; others may have run meanwhile, so what was read before may be old. Every call
/// throws InvalidRequest for what DynamoDB refuses always: an empty key, a row above 400 KB, …
class Store {
 public:
  virtual ~Store() = default;

  /// The row at `key`, or T{} at version 0 when there is none. An expired row can still be read
  /// until the store has got round to deleting it.
  template <typename T>
  Task<Row<T>> get(Key key, Read read = Read::eventual) {
    Item item = co_await read_row(std::move(key), read);
    co_return typed<T>(item);
  }

  /// Writes `row`, whatever is there now: the last writer wins, the others never learn of it.
  template <typename T>
  Task<WriteResult> put(Row<T> row, Condition condition = Condition::none()) {
    return write(Write::put(row, std::move(condition)));
  }

  /// Writes `row` if nobody has written its key since it was read; otherwise it is refused:
  /// read again, and think again.
  template <typename T>
  Task<WriteResult> put_if_unchanged(Row<T> row) {
    return write(Write::put(row, Condition::version_is(row.version)));
  }

  /// Changes fields of the row at `key` where it stands; `after()` is the row that came of it.
  /// Throws InvalidRequest for a path whose parent is missing, and where Update says so.
  Task<WriteResult> update(Key key, Update update, Condition condition = Condition::none()) {
    return write(Write::update(std::move(key), update, std::move(condition)));
  }

  /// Deletes the row at `key`. A row that is not there counts as deleted.
  Task<WriteResult> erase(Key key, Condition condition = Condition::none()) {
    return write(Write::erase(std::move(key), std::move(condition)));
  }

  /// All of `writes` or none of them: 1 to 100, no two of one key. With a `client_token` of up to
  /// 36 characters, a repetition within ten minutes is acknowledged and not carried out again
  /// (DynamoDB ClientRequestToken). Throws InvalidRequest for a token that came with other writes.
  virtual Task<WriteResult> transact_write(std::vector<Write> writes,
                                           std::string client_token = "") = 0;

  /// The rows of one partition, by `sort`.
  template <typename T>
  Task<std::vector<Row<T>>> query(std::string partition, Read read = Read::eventual) {
    std::vector<Item> items = co_await read_rows(std::move(partition), read);
    co_return typed<T>(items);
  }

  /// Every row whose partition begins with `prefix`. Always eventual: it may miss the latest
  /// writes, see Read.
  template <typename T>
  Task<std::vector<Row<T>>> scan(std::string prefix) {
    std::vector<Item> items = co_await read_all(std::move(prefix));
    co_return typed<T>(items);
  }

 protected:
  virtual Task<Item> read_row(Key key, Read read) = 0;
  virtual Task<std::vector<Item>> read_rows(std::string partition, Read read) = 0;
  virtual Task<std::vector<Item>> read_all(std::string prefix) = 0;
  virtual Task<WriteResult> write(Write write) = 0;

 private:
  template <typename T>
  static Row<T> typed(const Item& item) {
    Row<T> row;
    row.key = item.key;
    row.version = item.version;
    row.expires_at = item.expires_at;
    if (item.exists()) row.value = item.value.template get<T>();
    return row;
  }
  template <typename T>
  static std::vector<Row<T>> typed(const std::vector<Item>& items) {
    std::vector<Row<T>> rows;
    for (const Item& item : items) rows.push_back(typed<T>(item));
    return rows;
  }
};

}  // namespace eda
