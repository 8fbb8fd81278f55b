#include <pqxx/pqxx>

struct Seller {
  long sellerId;
};

bool withdraw(pqxx::connection &db, const Seller &seller, long listing) {
  pqxx::work tx(db);
  const auto rows = tx.exec_params("DELETE FROM listings WHERE id = $1 RETURNING seller_id", listing);
  if (rows.empty() || rows[0][0].as<long>() != seller.sellerId)
    return false;
  tx.commit();
  return true;
}
