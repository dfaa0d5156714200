#include "gangmu_xml_buffer.h"
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t started = PTHREAD_ONCE_INIT;
static void start(void) { xmlInitParser(); }

void gm_xml_start(void) { pthread_once(&started, start); }

int gm_room(void **items, int32_t *have, int32_t need, size_t size) {
  if (need <= *have) return 1;
  if (need > INT32_MAX / 2) return 0;
  int32_t grown = need < 256 ? 512 : need * 2;
  void *p = realloc(*items, (size_t)grown * size);
  if (!p) return 0;
  *items = p;
  *have = grown;
  return 1;
}

int32_t gm_keep(void **strings, int32_t *length, int32_t *have, const void *bytes, size_t count) {
  if (count > (size_t)(INT32_MAX / 2 - *length)) return GM_KEEP_TOO_LARGE;
  if (!gm_room(strings, have, *length + (int32_t)count + 1, 1)) return GM_KEEP_NO_MEMORY;
  int32_t at = *length;
  if (count > 0) memcpy((char *)*strings + at, bytes, count);
  *length += (int32_t)count;
  return at;
}
