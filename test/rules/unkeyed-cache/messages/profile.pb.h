// In the shape of what the protocol buffer compiler writes (3.21): accessors over an inner struct, and a default
// instance that all messages of the kind start from.
#pragma once
#include <string>
#include <vector>

namespace google::protobuf {

class MessageLite {
public:
  virtual ~MessageLite() = default;
};

class Message : public MessageLite {};

} // namespace google::protobuf

class Profile final : public google::protobuf::Message {
public:
  void clear_name() { _impl_.name_.clear(); }
  const std::string &name() const { return _impl_.name_; }
  void set_name(const std::string &value) { _impl_.name_ = value; }

  void clear_greeting() { _impl_.greeting_.clear(); }
  const std::string &greeting() const { return _impl_.greeting_; }
  void set_greeting(const std::string &value) { _impl_.greeting_ = value; }
  std::string *mutable_greeting() { return &_impl_.greeting_; }

  void clear_tags() { _impl_.tags_.clear(); }
  int tags_size() const { return static_cast<int>(_impl_.tags_.size()); }
  const std::string &tags(int index) const { return _impl_.tags_[index]; }
  const std::vector<std::string> &tags() const { return _impl_.tags_; }
  void set_tags(int index, const std::string &value) { _impl_.tags_[index] = value; }
  void add_tags(const std::string &value) { _impl_.tags_.push_back(value); }

private:
  struct Impl_ {
    std::string name_, greeting_;
    std::vector<std::string> tags_;
  };
  Impl_ _impl_;
};

extern Profile _Profile_default_instance_;
