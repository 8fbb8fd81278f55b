CREATE TABLE invoices (id TEXT PRIMARY KEY, number TEXT, reference TEXT, user_id TEXT NOT NULL, iban TEXT);
