#ifndef GANGMU_ICU_H
#define GANGMU_ICU_H
/* The part of ICU that Gangmu uses, in plain C types. No ICU header may be included here: it would clash
   with the toolchain's own ICU as soon as a Swift file also imports Foundation. The shim also hides the
   version suffixes of ICU's symbols. All text is UTF-16 in host order. A status > 0 is ICU's error code. */
#include <stddef.h>
#include <stdint.h>

const char *_Nonnull gm_icu_version(void);

/* Transliterators ("Traditional-Simplified", "Simplified-Traditional", "Han-Latin"). Not thread-safe: one a thread. */
typedef struct gm_translit gm_translit;
gm_translit *_Nullable gm_translit_open(const char *_Nonnull id, int32_t *_Nonnull status);
void gm_translit_close(gm_translit *_Nullable t);
/* Transforms in place; returns the new length in UTF-16 units, or -1 (see status). `capacity` bounds the growth. */
int32_t gm_translit_run(gm_translit *_Nonnull t, uint16_t *_Nonnull buffer, int32_t length, int32_t capacity,
                        int32_t *_Nonnull status);

/* NFKC and full case folding of a short piece; returns the length written or -1. Thread-safe. */
int32_t gm_nfkc(const uint16_t *_Nonnull text, int32_t length, uint16_t *_Nonnull out, int32_t capacity);
int32_t gm_case_fold(const uint16_t *_Nonnull text, int32_t length, uint16_t *_Nonnull out, int32_t capacity);
/* NFD, for taking tone marks off a pinyin reading. */
int32_t gm_nfd(const uint16_t *_Nonnull text, int32_t length, uint16_t *_Nonnull out, int32_t capacity);

/* Decodes bytes in the named charset ("GB18030", "Big5-HKSCS", "UTF-16LE", "UTF-16BE", "windows-1252").
   Every malformed sequence becomes one U+FFFD and is counted in *malformed. Returns the number of UTF-16
   units written, or -1 (see status; status 15 means the capacity was too small: 2 * length + 16 always suffices). */
int32_t gm_decode(const char *_Nonnull charset, const uint8_t *_Nullable bytes, int32_t length,
                  uint16_t *_Nonnull out, int32_t capacity, int32_t *_Nonnull malformed, int32_t *_Nonnull status);
/* Encodes UTF-16 in the named charset; characters it lacks become '?'. Returns bytes written or -1. */
int32_t gm_encode(const char *_Nonnull charset, const uint16_t *_Nonnull text, int32_t length,
                  uint8_t *_Nonnull out, int32_t capacity, int32_t *_Nonnull status);

/* Word boundaries (ICU's dictionary, locale zh): writes the boundary offsets, returns their number or -1. */
int32_t gm_word_breaks(const uint16_t *_Nonnull text, int32_t length, int32_t *_Nonnull out, int32_t capacity,
                       int32_t *_Nonnull status);
#endif
