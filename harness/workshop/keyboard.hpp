#pragma once

namespace workshop {

/// The keyboard, key by key and without an echo, for as long as this lives. Where standard input
/// is no terminal there are no keys.
class Keyboard {
 public:
  Keyboard();
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  /// The key that is pressed within `wait_ms`; 0: none. Ctrl-C is 'q'.
  char key(int wait_ms);

 private:
  bool is_terminal_ = false;
};

}  // namespace workshop
