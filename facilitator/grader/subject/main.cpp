// The subject: an answer, with a host that runs one of its handlers along a given history. It reads
// requests from fd 3 and writes replies to fd 4, until fd 3 is closed. Whatever the answer does to
// this process, the judge sees only these replies.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <string>

#include "protocol/talk.hpp"
#include "subject/services.hpp"

namespace {

using grader::Command;

constexpr int commands = 3, replies = 4;

/// Ends the process without destructors, so that those of the answer do not run.
[[noreturn]] void leave(int status) { _exit(status); }

std::string read_exactly(std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t done = 0; done < count;) {
    const ssize_t got = read(commands, bytes.data() + done, count - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) leave(0);
    done += std::size_t(got);
  }
  return bytes;
}

void write_all(const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t put = write(replies, bytes.data() + done, bytes.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) leave(0);
    done += std::size_t(put);
  }
}

class Stage {
 public:
  std::vector<sim::Suspension> perform(const Command& command) {
    using What = Command::What;
    switch (command.what) {
      case What::run_history:
        return sim::run_history(
            handler(command),
            {.event = command.event, .started = command.now, .replies = command.history});
      case What::start:
        return {(runs_[command.run] = std::make_unique<sim::HandlerCoroutine>(
                     handler(command), command.event, command.now))
                    ->suspension()};
      case What::tell:
        runs_.at(command.run)->resume(command.told, command.now);
        return {runs_.at(command.run)->suspension()};
      case What::drop:
        runs_.erase(command.run);
    }
    return {};
  }

 private:
  const eda::Handler& handler(const Command& command) const {
    return services_.at(std::size_t(command.service))
        ->subscriptions.at(std::size_t(command.subscription))
        .handler;
  }

  const std::vector<const eda::Service*> services_ = grader::services();
  std::map<int, std::unique_ptr<sim::HandlerCoroutine>> runs_;
};

}  // namespace

int main() {
  Stage stage;
  while (true) {
    const std::size_t length =
        grader::body_bytes(read_exactly(grader::header_bytes), grader::command_bytes_max);
    const Command command =
        grader::command_from(grader::body_of(read_exactly(length), grader::command_nesting_max));
    write_all(grader::to_frame(grader::to_json(stage.perform(command))));
  }
}
