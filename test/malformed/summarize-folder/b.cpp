int Y;
