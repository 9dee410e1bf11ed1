#include "real/network.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace real {

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(std::uint16_t(port));
  return address;
}

bool write_all(int target, const char* bytes, ssize_t count) {
  while (count > 0) {
    const ssize_t written = send(target, bytes, std::size_t(count), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes += written;
    count -= written;
  }
  return true;
}

}  // namespace

Listener listen_on_free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* place = reinterpret_cast<sockaddr*>(&address);
  if (listener < 0 || bind(listener, place, size) != 0 || listen(listener, 64) != 0 ||
      getsockname(listener, place, &size) != 0)
    throw std::runtime_error{"no free port on the loopback interface"};
  return {listener, ntohs(address.sin_port)};
}

Network::~Network() {
  {
    const std::lock_guard lock{mutex_};
    is_over_ = true;
    for (const Link& link : links_) shutdown(link.listener, SHUT_RDWR);
    for (const int one : sockets_) shutdown(one, SHUT_RDWR);
    changed_.notify_all();
  }
  // a thread that accepts may still add threads behind it
  for (auto thread = threads_.begin(); thread != threads_.end(); ++thread) thread->join();
  for (const Link& link : links_) close(link.listener);
  for (const int one : sockets_) close(one);
}

int Network::link(int from, int to, int port) {
  const Listener listener = listen_on_free_port();
  const std::lock_guard lock{mutex_};
  const Link& link = links_.emplace_back(Link{from, to, port, listener.socket});
  threads_.emplace_back([this, &link] { accept_all(link); });
  return listener.port;
}

void Network::accept_all(const Link& link) {
  while (true) {
    const int source = accept4(link.listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (source < 0) return;
    const int target = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(link.port);
    const bool is_connected =
        connect(target, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const std::lock_guard lock{mutex_};
    sockets_.insert(sockets_.end(), {source, target});
    if (is_over_ || !is_connected) {
      shutdown(source, SHUT_RDWR);
      continue;
    }
    const int at_once = 1;
    for (const int one : {source, target})
      setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    threads_.emplace_back([this, &link, source, target] { pass_on(link, source, target); });
    threads_.emplace_back([this, &link, source, target] { pass_on(link, target, source); });
  }
}

void Network::pass_on(const Link& link, int source, int target) {
  char bytes[65536];
  while (true) {
    const ssize_t count = recv(source, bytes, sizeof bytes, 0);
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return is_over_ || !is_cut(link); });
      if (is_over_) break;
    }
    if (count <= 0 || !write_all(target, bytes, count)) break;
  }
  shutdown(source, SHUT_RDWR);
  shutdown(target, SHUT_RDWR);
}

void Network::cut_off(int node) {
  const std::lock_guard lock{mutex_};
  cut_.insert(node);
}

void Network::heal() {
  const std::lock_guard lock{mutex_};
  cut_.clear();
  changed_.notify_all();
}

}  // namespace real
