#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

struct Session {
  long userId;
};

Session sessionOf(const std::string &token);
std::string freshId();

// A user that is made: the fresh id is bound twice, and binding a value leaves it what it is.
void registerUser(pqxx::work &tx, const httplib::Request &req, httplib::Response &) {
  std::string login = req.get_param_value("loginname");
  std::string userId = freshId();
  tx.exec_params("INSERT INTO users (id, loginname) VALUES ($1, $2)", userId, login);
  tx.exec_params("INSERT INTO user_profiles (id, user_id) VALUES ($1, $2)", freshId(), userId);
}

bool mayManage(pqxx::work &tx, const httplib::Request &req) {
  const auto rows = tx.exec_params("SELECT 1 FROM user_roles WHERE user_id = $1 AND role = 'admin'",
                                   sessionOf(req.get_header_value("Authorization")).userId);
  return !rows.empty();
}

// Whom an administrator changes is named by the request.
void renameUser(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  if (!mayManage(tx, req)) {
    res.status = 403;
    return;
  }
  const std::string userId = req.get_param_value("user_id");
  tx.exec_params("UPDATE users SET loginname = $1 WHERE id = $2", req.get_param_value("loginname"), userId);
  tx.exec_params("INSERT INTO user_roles (user_id, role) VALUES ($1, $2)", userId, req.get_param_value("role"));
}
