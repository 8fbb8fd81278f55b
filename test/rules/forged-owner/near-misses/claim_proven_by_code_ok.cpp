#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

std::string codeOf(const std::string &secret);
bool verifyPassword(const std::string &given, const std::string &hash);
std::string freshToken();

// The second step of a login: whoever claims to be the user has to know the code.
void secondStep(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const std::string userId = req.get_param_value("user_id");
  const auto stored = tx.exec_params("SELECT otp_secret FROM users WHERE id = $1", userId);
  if (stored.empty() || codeOf(stored[0][0].c_str()) != req.get_param_value("code")) {
    res.status = 401;
    return;
  }
  tx.exec_params("INSERT INTO sessions (user_id, token) VALUES ($1, $2)", userId, freshToken());
}

void changeExpired(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const std::string userId = req.get_param_value("user_id");
  const auto stored = tx.exec_params("SELECT password_hash FROM users WHERE id = $1", userId);
  if (stored.empty() || !verifyPassword(req.get_param_value("old"), stored[0][0].c_str())) {
    res.status = 401;
    return;
  }
  tx.exec_params("UPDATE users SET password_hash = $1 WHERE id = $2", req.get_param_value("new"), userId);
}
