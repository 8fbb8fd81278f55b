int broken( { return unknown; }
