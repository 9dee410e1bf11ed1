#pragma once

namespace workshop {

/// Reads the keyboard key by key, without echo, during its lifetime. There are no keys if standard
/// input is not a terminal.
class Keyboard {
 public:
  Keyboard();
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  /// Returns the key that is pressed within `wait_ms`; 0: none. Ctrl-C is 'q'.
  char key(int wait_ms);

 private:
  bool is_terminal_ = false;
};

}  // namespace workshop
