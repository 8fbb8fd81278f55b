#include <httplib.h>
#include <pqxx/pqxx>
#include <string>

std::string codeOf(const std::string &secret);
std::string freshToken();

// The code is asked for, and it is that of whoever sent it: it says nothing of the user who is claimed.
void secondStep(pqxx::work &tx, const httplib::Request &req, httplib::Response &res) {
  const std::string userId = req.get_param_value("user_id");
  const auto stored = tx.exec_params("SELECT otp_secret FROM devices WHERE device_key = $1", req.get_param_value("key"));
  if (stored.empty() || codeOf(stored[0][0].c_str()) != req.get_param_value("code")) {
    res.status = 401;
    return;
  }
  tx.exec_params("INSERT INTO sessions (user_id, token) VALUES ($1, $2)", userId, freshToken()); // finding: crosstalk-forged-owner
}
