#pragma once
#include <string>
#include <unordered_map>

struct User {
  std::string id, name, email;
};

bool canRead(const User &user, const std::string &documentId);
std::string loadDocument(const std::string &documentId);

std::string fill(const User &user, const std::string &documentId);
std::unordered_map<std::string, std::string> &documentCache();
