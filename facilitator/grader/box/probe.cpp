// Probe of a box: tries simple attacks. It reads a letter from fd 3, tries that attack and writes
// 'y' (possible) or 'n' to fd 4. Arguments: a file that it must not read, a folder that it must not
// write into, a port of this machine that it must not reach.

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace {

bool can_read(const char* file) { return open(file, O_RDONLY) >= 0; }

bool can_write(const char* folder) {
  const std::string file = std::string{folder} + "/written-by-a-probe";
  const int opened = open(file.c_str(), O_CREAT | O_WRONLY, 0600);
  return opened >= 0 && write(opened, "x", 1) == 1;
}

bool can_fork() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  if (child > 0) waitpid(child, nullptr, 0);
  return child > 0;
}

bool can_connect(const char* port) {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(static_cast<unsigned short>(std::atoi(port)));
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int line = socket(AF_INET, SOCK_STREAM, 0);
  return line >= 0 && connect(line, reinterpret_cast<sockaddr*>(&there), sizeof there) == 0;
}

bool can_trace() { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr) == 0; }

}  // namespace

int main(int count, char** arguments) {
  char what = 0;
  if (count != 4 || read(3, &what, 1) != 1) return 2;
  const bool possible = what == 'r'   ? can_read(arguments[1])
                        : what == 'w' ? can_write(arguments[2])
                        : what == 'f' ? can_fork()
                        : what == 'c' ? can_connect(arguments[3])
                        : what == 't' ? can_trace()
                                      : true;
  return write(4, possible ? "y" : "n", 1) == 1 ? 0 : 2;
}
