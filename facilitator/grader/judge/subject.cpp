#include "judge/subject.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>

namespace grader {

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

/// The processor time of a process ends long before, unless it waits for something.
seconds patience(const Limits& limits) {
  return seconds{10} * std::max<int>(1, int(limits.cpu_s) / 2);
}

/// A process that has been asked so often is replaced, so that its limits are those of a question.
constexpr int replies_max = 1'000;
/// … and one that may have used up so much of its processor time for earlier questions: a slow
/// answer has all of it for the next.
constexpr auto tired_after = 100ms;

Ended sentence_for(const Cell::End& end, const Limits& limits) {
  if (WIFSIGNALED(end.status)) {
    const int signal = WTERMSIG(end.status);
    if (signal == SIGXCPU || (signal == SIGKILL && end.cpu_ms + 100 >= int(limits.cpu_s) * 1000))
      return {Trouble::limit,
              fmt::format("it computed for {} seconds without asking a port: the limit of "
                          "processor time. Is there a loop that nothing ends?",
                          limits.cpu_s)};
    if (signal == SIGSYS)
      return {Trouble::crashed,
              "it asked the system for something that no handler needs (a file, a process, a "
              "thread, the network, …) and was stopped"};
    if (signal == SIGKILL) return {Trouble::crashed, "it closed its line to the judge and went on"};
    return {Trouble::crashed,
            fmt::format("its process crashed: {}", strsignal(signal))};  // NOLINT: one thread
  }
  return {Trouble::crashed, fmt::format("it ended the process, with status {}, instead of replying",
                                        WEXITSTATUS(end.status))};
}

}  // namespace

void Subject::start() {
  process_ = cell_.start();
  replies_ = under_way_ = 0;
  waited_ = {};
}

void Subject::stop() {
  if (!process_) return;
  Cell::Process process = std::move(*process_);
  process_.reset();
  try {
    cell_.end(process);
  } catch (const std::exception&) {
    return;  // the box went first, and took it along
  }
}

std::vector<sim::Ask> Subject::ask(const Request& request) {
  const bool is_whole = request.what == Request::What::rehearse;
  const bool is_tired = replies_ >= replies_max || waited_ > tired_after;
  if (is_tired && is_between_deliveries(request)) stop();
  const bool had_a_past = process_ && replies_ > 0;
  try {
    return ask_now(request);
  } catch (const Ended& end) {
    // what it has used up for earlier questions is not this one's fault
    if (!is_whole || !had_a_past || end.trouble != Trouble::limit) throw;
    return ask_now(request);
  }
}

/// Nothing of what it has been asked so far will be needed for `next`.
bool Subject::is_between_deliveries(const Request& next) const {
  return under_way_ == 0 &&
         (next.what == Request::What::rehearse || next.what == Request::What::start);
}

std::vector<sim::Ask> Subject::ask_now(const Request& request) {
  if (!process_) start();
  const auto began = Clock::now(), deadline = began + patience(cell_.limits());
  try {
    pollfd early{process_->from.number(), POLLIN, 0};
    if (poll(&early, 1, 0) == 1 && (early.revents & POLLIN) != 0)
      throw ProtocolError{"bytes that nobody had asked for"};
    write_all(to_frame(to_json(request)), deadline);
    const std::size_t length = body_bytes(read_exactly(header_bytes, deadline));
    std::vector<sim::Ask> asks = reply_from(body_of(read_exactly(length, deadline)), request);
    ++replies_;
    waited_ += Clock::now() - began;
    if (request.what == Request::What::start) ++under_way_;
    if (request.what == Request::What::drop && under_way_ > 0) --under_way_;
    return asks;
  } catch (const TooLong&) {
    stop();
    throw Ended{Trouble::limit, fmt::format("its reply has more than {} MiB: the limit of output",
                                            frame_bytes_max >> 20)};
  } catch (const ProtocolError& error) {
    stop();
    throw Ended{
        Trouble::protocol,
        fmt::format("its process spoke for itself on the line to the judge: {}", error.what())};
  }
}

void Subject::ended() {
  Cell::Process process = std::move(*process_);
  process_.reset();
  throw sentence_for(cell_.end(process), cell_.limits());
}

void Subject::wait(int file, short event, Clock::time_point deadline) {
  using namespace std::chrono;
  const auto left = duration_cast<milliseconds>(deadline - Clock::now());
  pollfd waiting{file, event, 0};
  if (left > 0ms && poll(&waiting, 1, int(left.count())) != 0) return;
  stop();
  throw Ended{Trouble::limit, fmt::format("it did not reply within {} seconds: the limit of time",
                                          patience(cell_.limits()).count())};
}

void Subject::write_all(std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    const ssize_t put = write(process_->to.number(), bytes.data(), bytes.size());
    if (put > 0) {
      bytes.remove_prefix(std::size_t(put));
    } else if (put < 0 && errno == EAGAIN) {
      wait(process_->to.number(), POLLOUT, deadline);
    } else if (!(put < 0 && errno == EINTR)) {
      ended();
    }
  }
}

std::string Subject::read_exactly(std::size_t count, Clock::time_point deadline) {
  std::string bytes(count, '\0');
  for (std::size_t done = 0; done < count;) {
    const ssize_t got = read(process_->from.number(), bytes.data() + done, count - done);
    if (got > 0) {
      done += std::size_t(got);
      bytes_ += std::size_t(got);
    } else if (got < 0 && errno == EAGAIN) {
      wait(process_->from.number(), POLLIN, deadline);
    } else if (!(got < 0 && errno == EINTR)) {
      ended();
    }
  }
  return bytes;
}

}  // namespace grader
