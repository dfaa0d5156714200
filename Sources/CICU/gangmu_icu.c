#include "gangmu_icu.h"
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

const char *gm_icu_version(void) { return U_ICU_VERSION; }

gm_translit *gm_translit_open(const char *id, int32_t *status) {
  UChar name[128];
  int32_t n = 0;
  UErrorCode e = U_ZERO_ERROR;
  UParseError pe;
  u_strFromUTF8(name, 128, &n, id, -1, &e);
  UTransliterator *t = U_SUCCESS(e) ? utrans_openU(name, n, UTRANS_FORWARD, NULL, 0, &pe, &e) : NULL;
  *status = e;
  return (gm_translit *)t;
}

void gm_translit_close(gm_translit *t) {
  if (t) utrans_close((UTransliterator *)t);
}

int32_t gm_translit_run(gm_translit *t, uint16_t *buffer, int32_t length, int32_t capacity, int32_t *status) {
  UErrorCode e = U_ZERO_ERROR;
  int32_t limit = length, n = length;
  utrans_transUChars((UTransliterator *)t, (UChar *)buffer, &n, capacity, 0, &limit, &e);
  *status = e;
  return U_FAILURE(e) ? -1 : n;
}

static int32_t normalize(const UNormalizer2 *form, UErrorCode e, const uint16_t *text, int32_t length, uint16_t *out,
                         int32_t capacity) {
  if (U_FAILURE(e)) return -1;
  int32_t n = unorm2_normalize(form, (const UChar *)text, length, (UChar *)out, capacity, &e);
  return U_FAILURE(e) ? -1 : n;
}

int32_t gm_nfkc(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  UErrorCode e = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKCInstance(&e);
  return normalize(form, e, text, length, out, capacity);
}

int32_t gm_nfd(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  UErrorCode e = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFDInstance(&e);
  return normalize(form, e, text, length, out, capacity);
}

int32_t gm_case_fold(const uint16_t *text, int32_t length, uint16_t *out, int32_t capacity) {
  UErrorCode e = U_ZERO_ERROR;
  int32_t n = u_strFoldCase((UChar *)out, capacity, (const UChar *)text, length, U_FOLD_CASE_DEFAULT, &e);
  return U_FAILURE(e) ? -1 : n;
}

typedef struct {
  int32_t malformed;
} decode_context;

static void replace_and_count(const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t length,
                              UConverterCallbackReason reason, UErrorCode *e) {
  (void)units;
  (void)length;
  if (reason > UCNV_IRREGULAR) return;
  ((decode_context *)(uintptr_t)context)->malformed++;
  *e = U_ZERO_ERROR;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, e);
}

int32_t gm_decode(const char *charset, const uint8_t *bytes, int32_t length, uint16_t *out, int32_t capacity,
                  int32_t *malformed, int32_t *status) {
  UErrorCode e = U_ZERO_ERROR;
  decode_context context = {0};
  *malformed = 0;
  UConverter *c = ucnv_open(charset, &e);
  if (U_FAILURE(e)) {
    *status = e;
    return -1;
  }
  ucnv_setToUCallBack(c, replace_and_count, &context, NULL, NULL, &e);
  int32_t n = ucnv_toUChars(c, (UChar *)out, capacity, (const char *)bytes, length, &e);
  ucnv_close(c);
  *malformed = context.malformed;
  *status = e == U_STRING_NOT_TERMINATED_WARNING ? 0 : e;
  return U_FAILURE(e) ? -1 : n;
}

int32_t gm_encode(const char *charset, const uint16_t *text, int32_t length, uint8_t *out, int32_t capacity,
                  int32_t *status) {
  UErrorCode e = U_ZERO_ERROR;
  UConverter *c = ucnv_open(charset, &e);
  if (U_FAILURE(e)) {
    *status = e;
    return -1;
  }
  ucnv_setSubstString(c, u"?", 1, &e);
  int32_t n = ucnv_fromUChars(c, (char *)out, capacity, (const UChar *)text, length, &e);
  ucnv_close(c);
  *status = e == U_STRING_NOT_TERMINATED_WARNING ? 0 : e;
  return U_FAILURE(e) ? -1 : n;
}

int32_t gm_word_breaks(const uint16_t *text, int32_t length, int32_t *out, int32_t capacity, int32_t *status) {
  UErrorCode e = U_ZERO_ERROR;
  UBreakIterator *b = ubrk_open(UBRK_WORD, "zh", (const UChar *)text, length, &e);
  int32_t n = 0;
  if (U_SUCCESS(e)) {
    for (int32_t p = ubrk_first(b); p != UBRK_DONE && n < capacity; p = ubrk_next(b)) out[n++] = p;
    ubrk_close(b);
  }
  *status = e;
  return U_FAILURE(e) ? -1 : n;
}
