#ifndef GANGMU_ZIP_H
#define GANGMU_ZIP_H
/* The part of libzip that Gangmu uses: reading an archive in memory or in a file. Plain C types only. */
#include <stddef.h>
#include <stdint.h>

typedef struct gm_zip gm_zip;

enum {
  GM_ZIP_OK = 0,
  GM_ZIP_DAMAGED = 1,   /* no ZIP archive, or one that contradicts itself */
  GM_ZIP_NO_MEMORY = 2,
  GM_ZIP_ENCRYPTED = 3, /* the entry needs a password */
  GM_ZIP_METHOD = 4,    /* a way of compression that the library does not know */
  GM_ZIP_CHECKSUM = 5,  /* the entry's bytes are not those that were packed */
};

typedef struct {
  const uint8_t *_Nullable name; /* as in the archive, no encoding implied; lives as long as the archive */
  int64_t name_length;
  int64_t size;   /* as the archive claims it, -1 where it does not */
  int64_t packed; /* the same, packed */
  int32_t is_encrypted;
  int32_t method; /* of compression, 0 for stored */
} gm_zip_entry;

/* Opens the archive in `length` bytes, which must outlive it. NULL on failure, with the reason in `status`. */
gm_zip *_Nullable gm_zip_open(const uint8_t *_Nonnull bytes, size_t length, int32_t *_Nonnull status);
/* The same for an archive that stays in its file. */
gm_zip *_Nullable gm_zip_open_file(const char *_Nonnull path, int32_t *_Nonnull status);
void gm_zip_close(gm_zip *_Nonnull archive);
int64_t gm_zip_count(gm_zip *_Nonnull archive);
/* The facts about entry `index`; GM_ZIP_OK or GM_ZIP_DAMAGED. */
int32_t gm_zip_stat(gm_zip *_Nonnull archive, int64_t index, gm_zip_entry *_Nonnull out);
/* Unpacks at most `room` bytes of entry `index`; `got` is how many there were. Reading to the end of an entry checks its
   checksum: give one byte more room than the entry should have. */
int32_t gm_zip_read(gm_zip *_Nonnull archive, int64_t index, uint8_t *_Nonnull buffer, int64_t room,
                    int64_t *_Nonnull got);
#endif
