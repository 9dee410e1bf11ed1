#include "workshop/keyboard.hpp"

#include "workshop/command.hpp"

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

#ifndef _WIN32
namespace {

termios as_it_was;

}  // namespace
#endif

#ifdef _WIN32

Keyboard::Keyboard() : is_terminal_{_isatty(0) != 0} { notice_interrupts(); }
Keyboard::~Keyboard() = default;

char Keyboard::key(int wait_ms) {
  if (was_interrupted()) return 'q';
  const HANDLE input = is_terminal_ ? GetStdHandle(STD_INPUT_HANDLE) : GetCurrentProcess();
  WaitForSingleObject(input, DWORD(wait_ms));  // only waits: this process does not end meanwhile
  if (is_terminal_ && _kbhit() != 0) return char(_getch());
  return was_interrupted() ? 'q' : '\0';
}

#else

Keyboard::Keyboard() : is_terminal_{isatty(STDIN_FILENO) != 0} {
  notice_interrupts();  // otherwise Ctrl-C would leave the terminal without echo
  if (!is_terminal_) return;
  tcgetattr(STDIN_FILENO, &as_it_was);
  termios raw = as_it_was;
  raw.c_lflag &= ~tcflag_t(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

Keyboard::~Keyboard() {
  if (is_terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &as_it_was);
}

char Keyboard::key(int wait_ms) {
  char pressed = '\0';
  pollfd input{is_terminal_ ? STDIN_FILENO : -1, POLLIN, 0};  // -1: just waits
  if (!was_interrupted() && poll(&input, 1, wait_ms) > 0 && read(STDIN_FILENO, &pressed, 1) != 1)
    return 'q';  // the terminal was closed
  return was_interrupted() ? 'q' : pressed;
}

#endif

}  // namespace workshop
