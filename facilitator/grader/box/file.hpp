#pragma once

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace grader {

/// An open file descriptor, closed by the destructor.
class File {
 public:
  File() = default;
  explicit File(int number) : number_{number} {}
  File(File&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  File& operator=(File&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~File() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }
  void reset() { *this = File{}; }

 private:
  int number_ = -1;
};

/// Returns `result` of a system call. Throws std::system_error if it failed.
inline int checked(int result, const char* what) {
  if (result < 0) throw std::system_error{errno, std::generic_category(), what};
  return result;
}

}  // namespace grader
