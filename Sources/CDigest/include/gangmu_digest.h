#ifndef GANGMU_DIGEST_H
#define GANGMU_DIGEST_H
#include <stddef.h>
#include <stdint.h>
/* SHA-256 by OpenSSL's libcrypto, in plain C types. */
typedef struct gm_sha256 gm_sha256;
gm_sha256 *_Nullable gm_sha256_open(void);
/* Returns 1, or 0 if the library failed. */
int32_t gm_sha256_update(gm_sha256 *_Nonnull h, const void *_Nullable bytes, size_t count);
/* Writes 32 bytes and frees the handle. Returns 1, or 0 if the library failed. */
int32_t gm_sha256_close(gm_sha256 *_Nonnull h, uint8_t *_Nonnull out);
#endif
