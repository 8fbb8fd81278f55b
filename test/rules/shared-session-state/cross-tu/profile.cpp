#include "context.h"

std::string profile() { return context().user.name + " <" + context().user.email + ">"; }
