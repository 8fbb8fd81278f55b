#include <map>
#include <mutex>
#include <optional>
#include <string>

// The next number is no secret, and the page that is kept under it was made for one reader.
class Prints {
public:
  std::string page(long userId, int number) {
    std::lock_guard<std::mutex> lock(guard);
    auto it = byNumber.find(number % 8);
    if (it != byNumber.end())
      return it->second;
    std::string text = "for reader " + std::to_string(userId);
    byNumber[number % 8] = text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  std::mutex guard;
  std::map<int, std::string> byNumber;
};
