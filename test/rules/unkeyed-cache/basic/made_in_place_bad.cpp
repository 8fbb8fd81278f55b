// What is cached is built in place: "new Page(render(user))", a loop that completes the elements of a list.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct User {
  std::string userId, salutation;
};

struct Page {
  std::string title, text;
};

struct Command {
  std::string name, unlockKey;
};

Page render(const std::string &userId, const std::string &path);
std::vector<Command> commandsOf(const std::string &model);
std::string granted(const std::string &userId, const std::string &command);

std::map<std::string, std::shared_ptr<Page>> pages;
std::map<std::string, std::vector<Command>> commands;

std::shared_ptr<Page> pageFor(const User &user, const std::string &path) {
  if (std::shared_ptr<Page> known = pages[path])
    return known;
  std::shared_ptr<Page> made(new Page(render(user.userId, path)));
  pages[path] = made; // finding: crosstalk-unkeyed-cache
  return made;
}

std::vector<Command> commandsFor(const User &user, const std::string &model) {
  auto known = commands.find(model);
  if (known != commands.end())
    return known->second;
  std::vector<Command> all = commandsOf(model);
  for (Command &command : all)
    command.unlockKey = granted(user.userId, command.name);
  commands[model] = all; // finding: crosstalk-unkeyed-cache
  return all;
}
