// SOCI: values bound by "use", in order or by name; into variables, row sets and prepared statements.
#include <soci/soci.h>
#include <string>

struct User {
  std::string id;
};
struct Request {
  std::string order;
  User user;
};

std::string once(soci::session &sql, const Request &req) {
  std::string card;
  sql << "SELECT card FROM orders WHERE id = :id", soci::use(req.order), soci::into(card); // finding: crosstalk-unscoped-fetch
  return card;
}

std::string onceScoped(soci::session &sql, const Request &req) {
  std::string card;
  sql << "SELECT card FROM orders WHERE id = :id AND user_id = :me", soci::use(req.order), soci::use(req.user.id), soci::into(card);
  return card;
}

std::string named(soci::session &sql, const Request &req) {
  std::string card;
  sql << "SELECT card FROM orders WHERE id = :id AND user_id = :me", soci::use(req.user.id, "me"), soci::use(req.order, "id"), soci::into(card);
  return card;
}

std::string misnamed(soci::session &sql, const Request &req) {
  std::string card;
  sql << "SELECT card FROM orders WHERE id = :me AND owner_id <> :id", soci::use(req.user.id, "id"), soci::use(req.order, "me"), soci::into(card); // finding: crosstalk-unscoped-fetch
  return card;
}

std::string inParts(soci::session &sql, const Request &req) {
  std::string card;
  sql << "SELECT card FROM orders " << "WHERE id = :id", soci::use(req.order), soci::into(card); // finding: crosstalk-unscoped-fetch
  return card;
}

std::string prepared(soci::session &sql, const Request &req) {
  std::string card;
  soci::statement query = (sql.prepare << "SELECT card FROM orders WHERE id = :id", soci::use(req.order), soci::into(card)); // finding: crosstalk-unscoped-fetch
  query.execute(true);
  return card;
}

std::string preparedScoped(soci::session &sql, const Request &req) {
  std::string card;
  soci::statement query = (sql.prepare << "SELECT card FROM orders WHERE id = :id AND user_id = :me", soci::use(req.order), soci::use(req.user.id), soci::into(card));
  query.execute(true);
  return card;
}

std::string rows(soci::session &sql, const Request &req) {
  soci::rowset<soci::row> found = (sql.prepare << "SELECT card FROM orders WHERE id = :id", soci::use(req.order)); // finding: crosstalk-unscoped-fetch
  std::string cards;
  for (const soci::row &one : found)
    cards += one.get<std::string>(0);
  return cards;
}
