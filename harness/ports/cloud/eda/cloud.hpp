#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"
#include "eda/topology.hpp"

namespace eda {

namespace limits {

// Cloud (SQS)
inline constexpr std::size_t resource_name_characters_max = 80;

}  // namespace limits

/// Answer of a control plane to `create`.
enum class [[nodiscard("it may have done nothing: look at the answer")]] CreateResult{
    created,
    exists,     ///< one of that kind and name; its settings stay as they are
    throttled,  ///< nothing was done: too many requests, or a need is not visible yet
    unknown,    ///< no answer came: it was created, or it was not
};

/// Answer of a control plane to a change.
enum class [[nodiscard("it may have done nothing: look at the answer")]] ChangeResult{
    changed, not_found,
    throttled,  ///< nothing was done
    unknown,    ///< no answer came: it was carried out, or it was not
};

/// A control plane: what creates queues, rules and tables (the APIs of SQS, SNS, EventBridge,
/// CloudFormation). What was created stays when the handler dies.
///
/// It is eventually consistent: for a minute after the latest change, `describe` and `list` may
/// answer as before that change, and `create` may not see the need that was created by it.
///
/// A test finds in `outcome.held("cloud")` the "resources", sorted by kind and name: a list of
/// {"kind", "name", "settings", "needs"}; and "erased", the sorted ids ("queue/notifications") of
/// what was ever erased: the events in it are lost, also if it was created again.
class Cloud {
 public:
  virtual ~Cloud() = default;

  /// Creates `resource`. Resumes with the answer; others may have run meanwhile. Throws
  /// InvalidRequest if one of its needs does not exist, for an unknown kind, a name that is not 1
  /// to 80 letters, digits, `-`, `_` and `.`, or settings that are no object.
  virtual Task<CreateResult> create(Resource resource) = 0;
  /// Resumes with the resource as it was created; absent: there is none, or it is not visible yet.
  /// Throws InvalidRequest for an unknown kind or an invalid name.
  virtual Task<std::optional<Resource>> describe(std::string kind, std::string name) = 0;
  /// Resumes with all resources of a kind, sorted by name. The latest change may be missing. Throws
  /// InvalidRequest for an unknown kind.
  virtual Task<std::vector<Resource>> list(std::string kind) = 0;
  /// Erases a resource and the events in it. What needs it stays, and passes nothing to it. Resumes
  /// with the answer; others may have run meanwhile. Throws as `describe` does.
  virtual Task<ChangeResult> erase(std::string kind, std::string name) = 0;
};

}  // namespace eda
