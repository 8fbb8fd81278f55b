int X;
