#include "gone.h"
int main() { return 0; }
