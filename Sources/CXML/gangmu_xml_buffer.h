/* Growing buffers behind the recorders of HTML and XML events, and the one start of the library. */
#ifndef GANGMU_XML_BUFFER_H
#define GANGMU_XML_BUFFER_H

#include <stddef.h>
#include <stdint.h>

/* What gm_keep says of bytes that it did not keep. */
enum { GM_KEEP_TOO_LARGE = -1, GM_KEEP_NO_MEMORY = -2 };

/* Starts libxml2; any thread, any number of times. */
void gm_xml_start(void);

/* Makes room for `need` items of `size` bytes; 0 when memory is short. */
int gm_room(void **items, int32_t *have, int32_t need, size_t size);

/* Appends `count` bytes to `*strings`, `*length` long with room for `*have`. Returns where they start, or what is wrong. */
int32_t gm_keep(void **strings, int32_t *length, int32_t *have, const void *bytes, size_t count);

#endif
