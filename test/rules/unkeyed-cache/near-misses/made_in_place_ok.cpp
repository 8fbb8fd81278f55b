// A list that is completed for the user after it left the cache; a token in the key without its fixed prefix.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct User {
  std::string userId, salutation;
};

struct Command {
  std::string name, unlockKey;
};

struct Request {
  std::string authorization, path;
};

std::vector<Command> commandsOf(const std::string &model);
std::string granted(const std::string &userId, const std::string &command);
std::string ownPage(const std::string &authorization, const std::string &path);

std::map<std::string, std::vector<Command>> commands;
std::map<std::string, std::string> pages;

std::vector<Command> commandsFor(const User &user, const std::string &model) {
  auto known = commands.find(model);
  if (known == commands.end())
    known = commands.emplace(model, commandsOf(model)).first;
  std::vector<Command> mine = known->second;
  for (Command &command : mine)
    command.unlockKey = granted(user.userId, command.name);
  return mine;
}

std::string page(const Request &request) {
  std::string key = request.authorization.substr(7) + request.path;
  auto known = pages.find(key);
  if (known != pages.end())
    return known->second;
  std::string text = ownPage(request.authorization, request.path);
  pages[key] = text;
  return text;
}
