// LevelDB: key and value are slices, also in a batch.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>
#include <string>

struct User {
  std::string id, name, email;
};

leveldb::DB *store;

std::string render(const User &user, const std::string &path);

std::string byPath(const User &user, const std::string &path) {
  std::string page;
  if (store->Get(leveldb::ReadOptions(), path, &page).ok())
    return page;
  page = render(user, path);
  store->Put(leveldb::WriteOptions(), path, page); // finding: crosstalk-unkeyed-cache
  return page;
}

std::string byUser(const User &user, const std::string &path) {
  std::string page, key = user.id + "/" + path;
  if (store->Get(leveldb::ReadOptions(), key, &page).ok())
    return page;
  page = render(user, path);
  store->Put(leveldb::WriteOptions(), key, leveldb::Slice(page.data(), page.size()));
  return page;
}

std::string inBatch(const User &user, const std::string &path) {
  std::string page;
  if (store->Get(leveldb::ReadOptions(), path, &page).ok())
    return page;
  page = render(user, path);
  leveldb::WriteBatch batch;
  batch.Put(path, page); // finding: crosstalk-unkeyed-cache
  store->Write(leveldb::WriteOptions(), &batch);
  return page;
}
