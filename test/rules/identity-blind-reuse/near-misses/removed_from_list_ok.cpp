// Taking an element off a list hands it to nobody.
#include <string>

struct Node {
  std::string email, account;
  Node *next = nullptr;
};

struct List {
  Node *head = nullptr, *tail = nullptr;

  void add(const std::string &email, const std::string &account) {
    Node *node = new Node{email, account};
    if (head == nullptr)
      head = node;
    else
      tail->next = node;
    tail = node;
  }

  void remove(const std::string &email) {
    Node *previous = nullptr;
    for (Node *each = head; each != nullptr; previous = each, each = each->next) {
      if (each->email != email)
        continue;
      if (each == head)
        head = each->next;
      else
        previous->next = each->next;
      if (each == tail)
        tail = previous;
      delete each;
      return;
    }
  }
};
