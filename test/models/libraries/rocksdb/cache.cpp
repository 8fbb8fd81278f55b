// RocksDB: key and value are slices, after the options and, in one form, after the column family.
#include "rocksdb.h"
#include <string>

using namespace rocksdb;

struct User {
  std::string id, name, email;
};

std::string render(const User &user, const std::string &path);

DB *store;
ColumnFamilyHandle *pages;

std::string byPath(const User &user, const std::string &path) {
  std::string page;
  if (store->Get(ReadOptions(), path, &page).ok())
    return page;
  page = render(user, path);
  store->Put(WriteOptions(), path, page); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(const User &user, const std::string &path) {
  std::string page, key = user.id + "/" + path;
  if (store->Get(ReadOptions(), key, &page).ok())
    return page;
  page = render(user, path);
  store->Put(WriteOptions(), key, page);
  return page;
}

std::string familyByPath(const User &user, const std::string &path) {
  PinnableSlice found;
  if (store->Get(ReadOptions(), pages, path, &found).ok())
    return found.ToString();
  std::string page = render(user, path);
  store->Put(WriteOptions(), pages, path, Slice(page.data(), page.size())); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string familyByUser(const User &user, const std::string &path) {
  std::string page, key = user.id + "/" + path;
  if (store->Get(ReadOptions(), pages, key, &page).ok())
    return page;
  page = render(user, path);
  store->Put(WriteOptions(), pages, key, page);
  return page;
}

void forget(const User &user) { store->Delete(WriteOptions(), user.id); }
void forgetInFamily(const User &user) { store->Delete(WriteOptions(), pages, user.id); }
