#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/condition.hpp"
#include "eda/invalid_request.hpp"
#include "eda/row.hpp"
#include "eda/stored_value.hpp"
#include "eda/task.hpp"

namespace eda {

enum class Read {
  eventual,  ///< may miss the latest writes; the default of DynamoDB reads
  strong,    ///< sees every write that has been acknowledged
};

/// Result of a write. `(void)co_await` in front of the call ignores it on purpose.
class [[nodiscard(
    "a write may be refused or throttled: look at its result, or write (void)co_await "
    "...")]] WriteResult {
 public:
  enum class Kind {
    written,
    refused,    ///< the condition did not hold; nothing was written
    throttled,  ///< the store was busy; nothing was written; the same request may work next time
    unknown,    ///< no reply arrived: it may have been written, or not
  };
  explicit WriteResult(Kind kind, Item after = {}) : kind_{kind}, after_{std::move(after)} {}
  /// A row whose version is known was written.
  explicit WriteResult(int version) : kind_{Kind::written}, version_{version} {}

  bool ok() const { return kind_ == Kind::written; }
  bool refused() const { return kind_ == Kind::refused; }
  bool throttled() const { return kind_ == Kind::throttled; }
  bool unknown() const { return kind_ == Kind::unknown; }
  /// The whole row just after an `update` that was written (DynamoDB ALL_NEW); otherwise empty.
  const Item& after() const { return after_; }
  /// Version of the row that `put_if_unchanged` has written, if it is not the next one after the
  /// version that was read; otherwise 0. (The key of a deleted row keeps counting.)
  int version() const { return version_; }

 private:
  Kind kind_;
  int version_ = 0;
  Item after_;
};

/// One write of a transaction, which makes all its writes or none.
class Write {
 public:
  template <typename T>
  static Write put(const Row<T>& row, Condition condition = Condition::none()) {
    Write write{"put", row.key, std::move(condition)};
    write.value = detail::to_stored(row.value);
    write.expires_at = row.expires_at;
    return write;
  }
  /// Writes `row` if its key has not been written since it was read. In a transaction, `row` keeps
  /// its version: read it again before the next write.
  template <typename T>
  static Write put_if_unchanged(const Row<T>& row) {
    return put(row, Condition::version_is(row.version));
  }
  static Write update(Key key, const Update& update, Condition condition = Condition::none()) {
    Write write{"update", std::move(key), std::move(condition)};
    write.value = update.to_json();
    return write;
  }
  static Write erase(Key key, Condition condition = Condition::none()) {
    return Write{"erase", std::move(key), std::move(condition)};
  }
  /// Writes nothing. The other writes depend on `condition`, so it must not be none.
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

/// Some rows of a partition, in the order of `sort`.
template <typename T>
class Page {
 public:
  Page(std::vector<Row<T>> rows, std::string next)
      : rows_{std::move(rows)}, next_{std::move(next)} {}

  const std::vector<Row<T>>& rows() const { return rows_; }
  /// Sort key after which the next page begins; empty: there is none. The next page may have no
  /// rows (DynamoDB LastEvaluatedKey).
  const std::string& next() const { return next_; }

 private:
  std::vector<Row<T>> rows_;
  std::string next_;
};

/// Table of rows, with the guarantees of DynamoDB and no others. Every call resumes when the store
/// has replied. Other handlers may have run meanwhile, so a value read before may be old. Every
/// call throws InvalidRequest for what DynamoDB always refuses: an empty key, a row above 400 KB, …
class Store {
 public:
  virtual ~Store() = default;

  /// Returns the row at `key`, or T{} at version 0 if there is none. An expired row can still be
  /// read until the store deletes it.
  template <typename T = detail::NoType>
  Task<Row<T>> get(Key key, Read read = Read::eventual) {
    Item item = co_await read_row(std::move(key), read);
    co_return typed<T>(item);
  }

  /// Writes `row` unconditionally: the last write silently overwrites those before it.
  template <typename T>
  Task<WriteResult> put(Row<T> row, Condition condition = Condition::none()) {
    return write(Write::put(row, std::move(condition)));
  }

  /// Writes `row` if its key has not been written since it was read. Otherwise the write is
  /// refused: read again and decide again. When it is written, `row.version` becomes the new
  /// version, so that the same row can be changed and written again. `row` must live until then, as
  /// a local variable of the handler does.
  template <typename T>
  Task<WriteResult> put_if_unchanged(Row<T>& row) {
    return write_and_note(Write::put_if_unchanged(row), row.version);
  }
  template <typename T>
  Task<WriteResult> put_if_unchanged(const Row<T>& row) {
    return write(Write::put_if_unchanged(row));
  }

  /// Changes fields of the row at `key` inside the store; `after()` is the resulting row. Throws
  /// InvalidRequest in the cases that Update lists.
  Task<WriteResult> update(Key key, Update update, Condition condition = Condition::none()) {
    return write(Write::update(std::move(key), update, std::move(condition)));
  }

  /// Deletes the row at `key`. A missing row counts as deleted.
  Task<WriteResult> erase(Key key, Condition condition = Condition::none()) {
    return write(Write::erase(std::move(key), std::move(condition)));
  }

  /// Makes all of `writes` or none: 1 to 100 writes, no two of one key. With a `client_token` of up
  /// to 36 characters, a repetition within ten minutes is acknowledged and not carried out again
  /// (DynamoDB ClientRequestToken). Throws InvalidRequest for a token that came with other writes.
  virtual Task<WriteResult> transact_write(std::vector<Write> writes,
                                           std::string client_token = "") = 0;

  /// Returns the rows of one partition, in the order of `sort`. Throws InvalidRequest if they do
  /// not fit on one page: see Scenario::store.
  template <typename T = detail::NoType>
  Task<std::vector<Row<T>>> query(std::string partition, Read read = Read::eventual) {
    std::vector<Item> items = co_await read_rows(std::move(partition), read);
    co_return typed<T>(items);
  }

  /// Returns one page of a partition: its rows whose sort keys come after `after`, as many as fit
  /// (DynamoDB Query, ExclusiveStartKey). An eventual read may miss the latest write of any row,
  /// not only of the last.
  template <typename T = detail::NoType>
  Task<Page<T>> query_page(std::string partition, std::string after = "",
                           Read read = Read::eventual) {
    const Page<Json> page = co_await read_page(std::move(partition), std::move(after), read);
    co_return Page<T>{typed<T>(page.rows()), page.next()};
  }

  /// Returns every row whose partition begins with `prefix`. Always an eventual read: it may miss
  /// the latest writes, see Read.
  template <typename T = detail::NoType>
  Task<std::vector<Row<T>>> scan(std::string prefix) {
    std::vector<Item> items = co_await read_all(std::move(prefix));
    co_return typed<T>(items);
  }

 protected:
  virtual Task<Item> read_row(Key key, Read read) = 0;
  virtual Task<std::vector<Item>> read_rows(std::string partition, Read read) = 0;
  virtual Task<Page<Json>> read_page(std::string partition, std::string after, Read read) = 0;
  virtual Task<std::vector<Item>> read_all(std::string prefix) = 0;
  virtual Task<WriteResult> write(Write write) = 0;

 private:
  /// `version`: set if the write was made.
  Task<WriteResult> write_and_note(Write conditional, int& version) {
    WriteResult result = co_await write(std::move(conditional));
    if (result.ok()) version = result.version() > 0 ? result.version() : version + 1;
    co_return result;
  }

  template <typename T>
  static Row<T> typed(const Item& item) {
    Row<T> row;
    row.key = item.key;
    row.version = item.version;
    row.expires_at = item.expires_at;
    if (item.exists()) row.value = detail::from_stored<T>(item.value);
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
