// RocksDB: what a batch or a transaction writes, the next request finds.
#include "rocksdb.h"
#include <string>

using namespace rocksdb;

struct User {
  std::string id, name, email;
};

std::string render(const User &user, const std::string &path);

DB *store;
ColumnFamilyHandle *pages;

std::string inBatch(const User &user, const std::string &path) {
  std::string page;
  if (store->Get(ReadOptions(), path, &page).ok())
    return page;
  page = render(user, path);
  WriteBatch batch;
  batch.Delete("latest");
  batch.Put(path, page); // finding: crosstalk-unkeyed-cache
  store->Write(WriteOptions(), &batch);
  return page;
}

std::string inFamilyBatch(const User &user, const std::string &path) {
  std::string page, key = user.id + "/" + path;
  if (store->Get(ReadOptions(), pages, key, &page).ok())
    return page;
  page = render(user, path);
  WriteBatch batch;
  batch.Put(pages, key, page);
  store->Write(WriteOptions(), &batch);
  return page;
}

std::string inTransaction(Transaction &change, const User &user, const std::string &path) {
  std::string page;
  if (change.Get(ReadOptions(), path, &page).ok())
    return page;
  page = render(user, path);
  change.Put(path, page); // finding: crosstalk-unkeyed-cache
  change.Commit();
  return page;
}

std::string inFamilyTransaction(Transaction &change, const User &user, const std::string &path) {
  std::string page, key = user.id + "/" + path;
  if (change.Get(ReadOptions(), pages, key, &page).ok())
    return page;
  page = render(user, path);
  change.Put(pages, key, page);
  change.Commit();
  return page;
}
