#include "gangmu_digest.h"
#include <openssl/evp.h>

gm_sha256 *gm_sha256_open(void) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(context);
    context = NULL;
  }
  return (gm_sha256 *)context;
}

int32_t gm_sha256_update(gm_sha256 *h, const void *bytes, size_t count) {
  return count == 0 ? 1 : EVP_DigestUpdate((EVP_MD_CTX *)h, bytes, count);
}

int32_t gm_sha256_close(gm_sha256 *h, uint8_t *out) {
  unsigned int length = 0;
  int32_t ok = EVP_DigestFinal_ex((EVP_MD_CTX *)h, out, &length);
  EVP_MD_CTX_free((EVP_MD_CTX *)h);
  return ok == 1 && length == 32;
}
