#include "keys.h"
#include <functional>

unsigned short slotOf(const User &user) { return static_cast<unsigned short>(std::hash<std::string>{}(user.id)); }
