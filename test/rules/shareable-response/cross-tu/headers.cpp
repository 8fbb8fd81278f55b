#include "headers.h"

void makeCacheable(httplib::Response &res) { res.set_header("Cache-Control", "public, max-age=3600"); }
