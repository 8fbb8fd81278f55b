#pragma once
#include <httplib.h>

void makeCacheable(httplib::Response &res);
