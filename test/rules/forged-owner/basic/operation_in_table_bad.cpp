#include <functional>
#include <map>
#include <pqxx/pqxx>
#include <string>

struct Frame {
  std::map<std::string, std::string> fields;
};

struct Member {
  std::string handle, device;
};

// Operations by name: whoever asks is known to each, and one of them believes what the frame says.
class Gateway {
public:
  explicit Gateway(pqxx::work &tx) {
    operations["unread"] = [&tx](const Member &, const Frame &frame) {
      return tx.exec_params("SELECT body FROM messages WHERE recipient = $1", frame.fields.at("recipient"))[0][0].c_str(); // finding: crosstalk-forged-owner
    };
    operations["sent"] = [&tx](const Member &member, const Frame &) {
      return tx.exec_params("SELECT body FROM messages WHERE sender = $1", member.handle)[0][0].c_str();
    };
  }

  std::string dispatch(const Member &member, const std::string &name, const Frame &frame) {
    auto found = operations.find(name);
    return found == operations.end() ? "" : found->second(member, frame);
  }

private:
  std::map<std::string, std::function<std::string(const Member &, const Frame &)>> operations;
};
