#include "workshop/keyboard.hpp"

#include <csignal>

#ifdef _WIN32
#include <conio.h>
#include <io.h>
#include <windows.h>
#else
#include <poll.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace workshop {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

#ifndef _WIN32
termios as_it_was;
#endif

}  // namespace

#ifdef _WIN32

Keyboard::Keyboard() : is_terminal_{_isatty(0) != 0} { std::signal(SIGINT, interrupt); }
Keyboard::~Keyboard() { std::signal(SIGINT, SIG_DFL); }

char Keyboard::key(int wait_ms) {
  if (interrupted != 0) return 'q';
  const HANDLE input = is_terminal_ ? GetStdHandle(STD_INPUT_HANDLE) : GetCurrentProcess();
  WaitForSingleObject(input, DWORD(wait_ms));  // our own process ends too late to be waited for
  if (is_terminal_ && _kbhit() != 0) return char(_getch());
  return interrupted != 0 ? 'q' : '\0';
}

#else

Keyboard::Keyboard() : is_terminal_{isatty(STDIN_FILENO) != 0} {
  std::signal(SIGINT, interrupt);  // or the terminal would stay as we have made it
  if (!is_terminal_) return;
  tcgetattr(STDIN_FILENO, &as_it_was);
  termios raw = as_it_was;
  raw.c_lflag &= ~tcflag_t(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

Keyboard::~Keyboard() {
  std::signal(SIGINT, SIG_DFL);
  if (is_terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &as_it_was);
}

char Keyboard::key(int wait_ms) {
  char pressed = '\0';
  pollfd input{is_terminal_ ? STDIN_FILENO : -1, POLLIN, 0};  // -1: just waits
  if (interrupted == 0 && poll(&input, 1, wait_ms) > 0 && read(STDIN_FILENO, &pressed, 1) != 1)
    return 'q';  // the terminal has gone
  return interrupted != 0 ? 'q' : pressed;
}

#endif

}  // namespace workshop
