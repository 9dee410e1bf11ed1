#include "box/fork_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <csignal>
#include <cstring>
#include <stdexcept>

namespace grader {

namespace {
/// Limit for a reply of the fork server, which only starts and kills. Beyond it, the machine is too
/// slow.
constexpr int patience_ms = 120'000;
}  // namespace

ForkServer::ForkServer(const Box& box) : limits_{box.limits}, running_{start_cell(box)} {}

ForkServer::~ForkServer() {
  // the fork server ends after all its processes; if it does not end, it is killed
  running_.control.reset();
  for (int i = 0; i < patience_ms; ++i) {
    if (waitpid(running_.process, nullptr, WNOHANG) != 0) return;
    poll(nullptr, 0, 1);
  }
  kill(-running_.process, SIGKILL);
  waitpid(running_.process, nullptr, 0);
}

ForkServer::Process ForkServer::start() {
  int requests[2], replies[2];
  checked(pipe2(requests, O_CLOEXEC), "pipe2");
  const File theirs_to_read{requests[0]};
  Process process{.to = File{requests[1]}};
  checked(pipe2(replies, O_CLOEXEC), "pipe2");
  const File theirs_to_write{replies[1]};
  process.from = File{replies[0]};
  const int ends[2] = {theirs_to_read.number(), theirs_to_write.number()};
  const Reply reply = tell('s', 0, ends);
  process.number = reply.end.status;
  process.outside = reply.sender;
  if (process.number <= 0) throw std::runtime_error{"the box cannot start another process"};
  for (const File* file : {&process.to, &process.from})
    checked(fcntl(file->number(), F_SETFL, O_NONBLOCK), "fcntl");
  return process;
}

ForkServer::End ForkServer::end(Process& process) {
  const End end = tell('w', process.number, nullptr).end;
  process = Process{};
  return end;
}

ForkServer::Reply ForkServer::tell(char verb, int number, const int* ends) {
  struct {
    char verb;
    int process;
  } word{verb, number};
  iovec vector{&word, sizeof word};
  alignas(cmsghdr) char room[CMSG_SPACE(2 * sizeof(int))]{};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  if (ends != nullptr) {
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    std::memcpy(CMSG_DATA(header), ends, 2 * sizeof(int));
  }
  Reply reply;
  iovec place{&reply.end, sizeof reply.end};
  alignas(cmsghdr) char credentials[CMSG_SPACE(sizeof(ucred))]{};
  msghdr received{};
  received.msg_iov = &place;
  received.msg_iovlen = 1;
  received.msg_control = credentials;
  received.msg_controllen = sizeof credentials;
  const int control = running_.control.number();
  pollfd waiting{control, POLLIN, 0};
  const bool is_there = sendmsg(control, &message, MSG_NOSIGNAL) == ssize_t(sizeof word) &&
                        poll(&waiting, 1, patience_ms) == 1 &&
                        recvmsg(control, &received, 0) == ssize_t(sizeof reply.end);
  has_gone_ |= !is_there;
  if (!is_there) throw std::runtime_error{"the box has ended"};
  if (const cmsghdr* first = CMSG_FIRSTHDR(&received);
      first != nullptr && first->cmsg_type == SCM_CREDENTIALS) {
    ucred sender{};
    std::memcpy(&sender, CMSG_DATA(first), sizeof sender);
    reply.sender = sender.pid;
  }
  return reply;
}

}  // namespace grader
