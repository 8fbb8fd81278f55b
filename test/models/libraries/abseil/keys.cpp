// Keys that Abseil's functions make: those that keep the caller apart, and those that do not.
#include "../caller.h"
#include <absl/hash/hash.h>
#include <absl/strings/ascii.h>
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <absl/strings/substitute.h>
#include <vector>

std::map<std::string, std::string> concatenated, formatted, appended, appendedFormat, joined, escaped, lowered;
std::map<size_t, std::string> hashed;

void concatenated_ok(const Caller &caller) {
  std::string key = absl::StrCat("page:", caller.userId);
  if (concatenated.find(key) == concatenated.end())
    concatenated[key] = statement(caller);
}

void formatted_ok(const Caller &caller) {
  std::string key = absl::StrFormat("page:%s", caller.userId);
  if (formatted.find(key) == formatted.end())
    formatted[key] = statement(caller);
}

void lowered_bad(const Caller &caller) {
  std::string key = absl::AsciiStrToLower(caller.userId);
  if (lowered.find(key) == lowered.end())
    lowered[key] = statement(caller); // finding: crosstalk-weak-key
}

void hashed_ok(const Caller &caller) {
  size_t key = absl::HashOf(caller.userId);
  if (hashed.find(key) == hashed.end())
    hashed[key] = statement(caller);
}

void appended_ok(const Caller &caller) {
  std::string key = "page:";
  absl::StrAppend(&key, caller.userId);
  if (appended.find(key) == appended.end())
    appended[key] = statement(caller);
}

void appended_format_ok(const Caller &caller) {
  std::string key = "page:";
  absl::StrAppendFormat(&key, "%s", caller.userId);
  if (appendedFormat.find(key) == appendedFormat.end())
    appendedFormat[key] = statement(caller);
}

void joined_ok(const Caller &caller) {
  std::vector<std::string> parts = {"page", caller.userId};
  std::string key = absl::StrJoin(parts, ":");
  if (joined.find(key) == joined.end())
    joined[key] = statement(caller);
}

void escaped_ok(const Caller &caller) {
  std::string key = absl::BytesToHexString(caller.userId);
  if (escaped.find(key) == escaped.end())
    escaped[key] = statement(caller);
}
