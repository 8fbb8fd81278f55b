// OpenSSL: who the peer is by its certificate, what it sends, and digests that keep callers apart.
#include "../caller.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <vector>

std::map<std::string, std::string> digested, keyed, encoded, updated, finished;

void digested_ok(const Caller &caller) {
  unsigned char digest[32];
  SHA256(reinterpret_cast<const unsigned char *>(caller.userId.data()), caller.userId.size(), digest);
  std::string key(reinterpret_cast<char *>(digest), sizeof digest);
  if (digested.find(key) == digested.end())
    digested[key] = statement(caller);
}

void digested_in_steps_ok(const Caller &caller) {
  unsigned char digest[32];
  unsigned int size = 0;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
  EVP_DigestUpdate(context, caller.userId.data(), caller.userId.size());
  EVP_DigestFinal_ex(context, digest, &size);
  std::string key(reinterpret_cast<char *>(digest), size);
  if (updated.find(key) == updated.end())
    updated[key] = statement(caller);
}

void digested_at_once_ok(const Caller &caller) {
  unsigned char digest[32];
  unsigned int size = 0;
  EVP_Digest(caller.userId.data(), caller.userId.size(), digest, &size, EVP_sha256(), nullptr);
  std::string key(reinterpret_cast<char *>(digest), size);
  if (finished.find(key) == finished.end())
    finished[key] = statement(caller);
}

void keyed_ok(const Caller &caller, const std::string &salt) {
  unsigned char digest[32];
  unsigned int size = 0;
  HMAC(EVP_sha256(), salt.data(), salt.size(), reinterpret_cast<const unsigned char *>(caller.userId.data()),
       caller.userId.size(), digest, &size);
  std::string key(reinterpret_cast<char *>(digest), size);
  if (keyed.find(key) == keyed.end())
    keyed[key] = statement(caller);
}

void encoded_ok(const Caller &caller) {
  unsigned char text[128];
  EVP_EncodeBlock(text, reinterpret_cast<const unsigned char *>(caller.userId.data()), caller.userId.size());
  std::string key(reinterpret_cast<char *>(text));
  if (encoded.find(key) == encoded.end())
    encoded[key] = statement(caller);
}

std::string lastPeer, lastName;

void certificate_bad(SSL *ssl) {
  show(lastPeer);
  X509 *peer = SSL_get1_peer_certificate(ssl);
  char subject[256];
  X509_NAME_oneline(X509_get_subject_name(peer), subject, sizeof subject);
  lastPeer = subject; // finding: crosstalk-shared-session-state
}

void common_name_bad(SSL *ssl) {
  show(lastName);
  char name[256];
  X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get1_peer_certificate(ssl)), NID_commonName, name, sizeof name);
  lastName = name; // finding: crosstalk-shared-session-state
}

SSL_SESSION *lastSession;
void session_bad(SSL *ssl) {
  if (lastSession)
    SSL_set_session(ssl, lastSession);
  lastSession = SSL_get1_session(ssl); // finding: crosstalk-shared-session-state
}
