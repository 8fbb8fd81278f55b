// Runs a fuzz target over the files of a folder, in order of their names.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size);

int main(int Count, char **Arguments) {
  std::vector<std::filesystem::path> Files;
  for (int I = 1; I < Count; ++I) {
    std::error_code Error;
    for (const auto &Entry : std::filesystem::directory_iterator(Arguments[I], Error))
      Files.push_back(Entry.path());
    if (Error) {
      std::fprintf(stderr, "cannot read %s: %s\n", Arguments[I], Error.message().c_str());
      return 1;
    }
  }
  std::sort(Files.begin(), Files.end());
  for (const auto &File : Files) {
    std::ifstream In(File, std::ios::binary);
    std::string Bytes((std::istreambuf_iterator<char>(In)), std::istreambuf_iterator<char>());
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(Bytes.data()), Bytes.size());
  }
  std::printf("%zu inputs replayed\n", Files.size());
  return Files.empty();
}
