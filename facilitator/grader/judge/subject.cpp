#include "judge/subject.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "eda/detail/json_flaw.hpp"
#include "eda/detail/lost_body.hpp"

namespace grader {

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

/// Number of questions after which a process is replaced, so that its limit of memory holds for a
/// few questions. If its start is costly, starts must take at most a tenth of the time.
constexpr int replies_max = 1'000, worth_starts = 10;

Ended computed_too_long(seconds limit) {
  return {Trouble::limit,
          fmt::format("it computed for {} seconds without asking a port: the limit of processor "
                      "time. Is there an endless loop?",
                      limit.count())};
}

/// Returns the reason of an end. `by_itself`: it had begun to end before the judge ended it.
Ended sentence_for(int status, bool by_itself) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGSYS)
      return {Trouble::crashed,
              "it used a system call that no handler needs (a file, a process, a "
              "thread, the network, …) and was stopped"};
    if (signal == SIGKILL && !by_itself)
      return {Trouble::crashed, "it closed its channel to the judge and did not end"};
    if (signal == SIGKILL)
      throw std::runtime_error{
          "A process of the answer was killed, and it had reached no limit: the machine has too "
          "little memory. Grade again, with fewer --jobs."};
    return {Trouble::crashed,
            fmt::format("its process crashed: {}{}", strsignal(signal),  // there is one thread
                        signal == SIGILL ? eda::detail::lost_body_advice : "")};
  }
  return {Trouble::crashed, fmt::format("it ended the process, with status {}, instead of replying",
                                        WEXITSTATUS(status))};
}

}  // namespace

void Subject::start() {
  process_ = fork_server_.start();
  replies_ = under_way_ = 0;
  cpu_ = {};
}

void Subject::restart() {
  if (!process_) return;
  ForkServer::Process process = std::move(*process_);
  process_.reset();
  try {
    fork_server_.end(process);
  } catch (const std::exception&) {
    return;  // the box ended first, and the process with it
  }
}

bool Subject::has_served() const {
  return replies_ >= replies_max && cpu_ >= worth_starts * first_;
}

/// Returns true if `next` does not depend on earlier requests.
bool Subject::is_between_deliveries(const Command& next) const {
  return under_way_ == 0 &&
         (next.what == Command::What::run_history || next.what == Command::What::start);
}

std::vector<sim::Suspension> Subject::ask(const Command& command) {
  if (has_served() && is_between_deliveries(command)) restart();
  before_ = used_;
  asked_at_ = Clock::now();
  if (!process_) start();
  try {
    pollfd early{process_->from.number(), POLLIN, 0};
    if (poll(&early, 1, 0) == 1 && (early.revents & POLLIN) != 0)
      throw ProtocolError{"bytes without a request"};
    write_all(to_frame(to_json(command)));
    const std::size_t length = body_bytes(read_exactly(header_bytes));
    std::vector<sim::Suspension> asks = reply_from(body_of(read_exactly(length)), command);
    count_cpu(cpu_of(process_->outside));
    if (++replies_ == 1) first_ = cpu_;
    if (command.what == Command::What::start) ++under_way_;
    if (command.what == Command::What::drop && under_way_ > 0) --under_way_;
    return asks;
  } catch (const TooLong&) {
    restart();
    throw Ended{Trouble::limit, fmt::format("its reply has more than {} MiB: the limit of output",
                                            frame_bytes_max >> 20)};
  } catch (const ProtocolError& error) {
    restart();
    throw Ended{
        Trouble::protocol,
        fmt::format("its process wrote to the channel to the judge by itself: {}", error.what())};
  }
}

void Subject::begin() {
  restart();
  before_ = used_;
  asked_at_ = Clock::now();
  start();
}

void Subject::send(const Json& value) { write_all(to_frame(value)); }

Json Subject::receive() {
  const std::size_t length = body_bytes(read_exactly(header_bytes));
  Json value = body_of(read_exactly(length));
  if (const auto flaw = eda::detail::flaw_in_json(value, int(nesting_max)))
    throw ProtocolError{fmt::format("\"{}\" {}", flaw->pointer, flaw->what)};
  return value;
}

void Subject::count_cpu(nanoseconds of_process) {
  if (of_process < cpu_) return;
  used_.cpu += of_process - cpu_;
  cpu_ = of_process;
}

/// Handles a channel that is closed at the other end: the process has ended, or has closed it.
void Subject::ended() {
  const auto state = state_of(process_->outside);
  const bool by_itself = !state || state->is_ending;
  ForkServer::Process process = std::move(*process_);
  process_.reset();
  const ForkServer::End end = fork_server_.end(process);
  count_cpu(milliseconds{end.cpu_ms});
  // limit of the kernel, for all questions of a process together
  const bool used_it_up = cpu_ + 100ms >= seconds{fork_server_.limits().cpu_s};
  if (WIFSIGNALED(end.status) &&
      (WTERMSIG(end.status) == SIGXCPU || (WTERMSIG(end.status) == SIGKILL && used_it_up)))
    throw computed_too_long(seconds{fork_server_.limits().cpu_s});
  throw sentence_for(end.status, by_itself);
}

void Subject::check_limits() {
  count_cpu(cpu_of(process_->outside));
  if (used_.cpu - before_.cpu > limits_.cpu) {
    restart();
    throw computed_too_long(limits_.cpu);
  }
  if (used_.asleep - before_.asleep > limits_.asleep) {
    restart();
    throw Ended{Trouble::limit,
                fmt::format("it slept for {} seconds instead of replying: the limit of waiting. "
                            "Does it wait for something that no port answers?",
                            limits_.asleep.count())};
  }
  if (Clock::now() - asked_at_ < limits_.wall) return;
  const auto cpu = duration<double>(used_.cpu - before_.cpu);
  restart();
  throw std::runtime_error{
      fmt::format("A question had no reply within {} s, in which the answer used the processor for "
                  "{:.1f} s: the machine is too slow. Grade again, with fewer --jobs.",
                  limits_.wall.count(), cpu.count())};
}

/// Waits in slices and looks at the process between them: see SleepMeter.
void Subject::wait(int file, short event) {
  constexpr milliseconds first{2}, longest{50};
  pollfd waiting{file, event, 0};
  SleepMeter meter;
  for (milliseconds slice = first;; slice = std::min(2 * slice, longest)) {
    if (poll(&waiting, 1, int(slice.count())) != 0) return;
    const milliseconds asleep_before = meter.asleep();
    if (const auto state = state_of(process_->outside)) meter.look({*state}, slice);
    if (poll(&waiting, 1, 0) != 0) return;  // it sleeps because it has replied
    used_.asleep += meter.asleep() - asleep_before;
    check_limits();
  }
}

void Subject::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(process_->to.number(), bytes.data(), bytes.size());
    if (put > 0) {
      bytes.remove_prefix(std::size_t(put));
    } else if (put < 0 && errno == EAGAIN) {
      wait(process_->to.number(), POLLOUT);
    } else if (!(put < 0 && errno == EINTR)) {
      ended();
    }
  }
}

std::string Subject::read_exactly(std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t done = 0; done < count;) {
    const ssize_t got = read(process_->from.number(), bytes.data() + done, count - done);
    if (got > 0) {
      done += std::size_t(got);
      used_.bytes += std::size_t(got);
    } else if (got < 0 && errno == EAGAIN) {
      wait(process_->from.number(), POLLIN);
    } else if (!(got < 0 && errno == EINTR)) {
      ended();
    }
  }
  return bytes;
}

}  // namespace grader
