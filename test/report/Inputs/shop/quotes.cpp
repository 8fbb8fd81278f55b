#include "quotes.h"

// Preise für jeden Kunden: every customer has prices of their own.
Quote PricingService::quote(Session &session, const std::string &sku) {
	const Customer customer = session.customer();
	auto known = m_quotes.find(sku);
	if (known != m_quotes.end())
		return known->second;
	Quote quote = priceFor(customer, sku);
	/* „Rabatt“ 🎉 */ m_quotes[sku] = quote;
	return quote;
}

Quote PricingService::priceFor(const Customer &customer, const std::string &sku) {
	return Quote{customer.discount(), basePrice(sku)};
}
