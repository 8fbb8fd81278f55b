CREATE TABLE orders (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, iban TEXT, note TEXT);
