// A stand-in for RocksDB: only what the marked sources use. Declarations checked against the headers of RocksDB 7.8.3.
#pragma once
#include <cstddef>
#include <string>

namespace rocksdb {
class Slice {
public:
  Slice(const char *d, size_t n);
  Slice(const std::string &s);
  Slice(const char *s);
  const char *data() const;
  size_t size() const;
  std::string ToString(bool hex = false) const;
};
class PinnableSlice : public Slice {
public:
  PinnableSlice();
};
class Status {
public:
  bool ok() const;
};
struct ReadOptions {};
struct WriteOptions {};
class ColumnFamilyHandle;
class WriteBatchBase {
public:
  virtual ~WriteBatchBase();
};
class WriteBatch : public WriteBatchBase {
public:
  WriteBatch();
  Status Put(ColumnFamilyHandle *column_family, const Slice &key, const Slice &value);
  Status Put(const Slice &key, const Slice &value);
  Status Delete(ColumnFamilyHandle *column_family, const Slice &key);
  Status Delete(const Slice &key);
};
class DB {
public:
  virtual ~DB();
  virtual Status Put(const WriteOptions &options, ColumnFamilyHandle *column_family, const Slice &key,
                     const Slice &value) = 0;
  virtual Status Put(const WriteOptions &options, const Slice &key, const Slice &value);
  virtual Status Delete(const WriteOptions &options, ColumnFamilyHandle *column_family, const Slice &key) = 0;
  virtual Status Delete(const WriteOptions &options, const Slice &key);
  virtual Status Get(const ReadOptions &options, ColumnFamilyHandle *column_family, const Slice &key,
                     std::string *value);
  virtual Status Get(const ReadOptions &options, ColumnFamilyHandle *column_family, const Slice &key,
                     PinnableSlice *value) = 0;
  virtual Status Get(const ReadOptions &options, const Slice &key, std::string *value);
  virtual Status Write(const WriteOptions &options, WriteBatch *updates) = 0;
};
class Transaction {
public:
  virtual ~Transaction();
  virtual Status Commit() = 0;
  virtual Status Get(const ReadOptions &options, ColumnFamilyHandle *column_family, const Slice &key,
                     std::string *value) = 0;
  virtual Status Get(const ReadOptions &options, const Slice &key, std::string *value) = 0;
  virtual Status Put(ColumnFamilyHandle *column_family, const Slice &key, const Slice &value) = 0;
  virtual Status Put(const Slice &key, const Slice &value) = 0;
};
} // namespace rocksdb
