// LMDB: key and value are structures of size and address.
#include "lmdb.h"
#include <string>

struct User {
  std::string id, name, email;
};

std::string render(const User &user, const std::string &path);

MDB_dbi pages;

std::string byPath(MDB_txn *change, const User &user, const std::string &path) {
  MDB_val key{path.size(), const_cast<char *>(path.data())}, found;
  if (mdb_get(change, pages, &key, &found) == 0)
    return std::string(static_cast<char *>(found.mv_data), found.mv_size);
  std::string page = render(user, path);
  MDB_val value{page.size(), page.data()};
  mdb_put(change, pages, &key, &value, 0); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(MDB_txn *change, const User &user, const std::string &path) {
  std::string name = user.id + "/" + path;
  MDB_val key{name.size(), name.data()}, found;
  if (mdb_get(change, pages, &key, &found) == 0)
    return std::string(static_cast<char *>(found.mv_data), found.mv_size);
  std::string page = render(user, path);
  MDB_val value;
  value.mv_size = page.size();
  value.mv_data = page.data();
  mdb_put(change, pages, &key, &value, 0);
  return page;
}

std::string underCursor(MDB_cursor *cursor, const User &user, const std::string &path) {
  MDB_val key, found;
  key.mv_size = path.size();
  key.mv_data = const_cast<char *>(path.data());
  if (mdb_cursor_get(cursor, &key, &found, MDB_SET) == 0)
    return std::string(static_cast<char *>(found.mv_data), found.mv_size);
  std::string page = render(user, path);
  MDB_val value{page.size(), page.data()};
  mdb_cursor_put(cursor, &key, &value, 0); // finding: crosstalk-unkeyed-cache
  return page;
}

void forget(MDB_txn *change, const User &user) {
  MDB_val key{user.id.size(), const_cast<char *>(user.id.data())};
  mdb_del(change, pages, &key, nullptr);
}
