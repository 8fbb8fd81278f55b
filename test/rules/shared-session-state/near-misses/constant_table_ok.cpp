#include <array>
#include <string>

struct User {
  std::string id, name;
};

User userOf(const std::string &sessionToken);

/// A table of constants is filled by nobody, whoever asks first.
static std::string inHex(const std::string &text) {
  static const std::array<char, 16> digits{'0', '1', '2', '3', '4', '5', '6', '7',
                                           '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::string out;
  for (unsigned char letter : text)
    out += std::string{digits[letter >> 4], digits[letter & 15]};
  return out;
}

std::string handle(const std::string &sessionToken) { return inHex(userOf(sessionToken).name); }
