#ifndef GANGMU_XML_H
#define GANGMU_XML_H
/* The part of libxml2 that Gangmu uses, in plain C types. No libxml2 header may be included here: on Debian they
   pull in ICU's headers, which clash with the toolchain's own ICU as soon as a Swift file imports Foundation. */
#include <stddef.h>
#include <stdint.h>

const char *_Nonnull gm_xml_version(void);

/* What the parser saw, in document order. Every start has its end, also where the page forgot it. */
enum { GM_HTML_START = 0, GM_HTML_END = 1, GM_HTML_TEXT = 2 };

/* Offsets and lengths are bytes of `strings` of the events, which hold UTF-8. */
typedef struct {
  int32_t kind;
  int32_t offset; /* element name, or the text with entities resolved */
  int32_t length;
  int32_t first_attribute; /* index in `attributes`, starts only */
  int32_t attribute_count;
} gm_html_event;

typedef struct {
  int32_t name, name_length;
  int32_t value, value_length;
} gm_html_attribute;

typedef struct {
  gm_html_event *_Nullable events;
  int32_t event_count;
  gm_html_attribute *_Nullable attributes;
  int32_t attribute_count;
  uint8_t *_Nullable strings;
  int32_t strings_length;
  int32_t deepest; /* nesting reached */
} gm_html_events;

enum {
  GM_HTML_OK = 0,
  GM_HTML_TOO_DEEP = 1,
  GM_HTML_TOO_MANY = 2,
  GM_HTML_NO_MEMORY = 3,
  GM_HTML_TOO_LARGE = 4,
};

/* Parses `length` bytes of UTF-8 (no NUL among them) with libxml2's HTML parser and records what it saw. No tree is
   built, so nesting costs no stack. Nothing outside of the bytes is read: no network, no entities, no DTD. Comments,
   processing instructions, scripts and styles are left out; of attributes only those the reader looks at are kept.
   Returns GM_HTML_OK or the limit that was passed; `out` must be given to gm_html_free in either case. Thread-safe. */
int32_t gm_html_parse(const uint8_t *_Nonnull utf8, int32_t length, int32_t max_depth, int32_t max_events,
                      gm_html_events *_Nonnull out);
void gm_html_free(gm_html_events *_Nonnull out);

/* XML: the events of a well-formed entity. Names are numbers into `names`; prefixes of namespaces are left out. */
typedef struct {
  int32_t kind; /* as for pages */
  int32_t name; /* index in `names`, starts only */
  int32_t offset;
  int32_t length; /* of the text, with the five predefined and the numeric entities resolved */
  int32_t first_attribute;
  int32_t attribute_count;
} gm_xml_event;

typedef struct {
  int32_t name; /* index in `names` */
  int32_t offset, length;
} gm_xml_attribute;

typedef struct {
  int32_t offset, length;
} gm_xml_name;

typedef struct {
  gm_xml_event *_Nullable events;
  int32_t event_count;
  gm_xml_attribute *_Nullable attributes;
  int32_t attribute_count;
  gm_xml_name *_Nullable names;
  int32_t name_count;
  uint8_t *_Nullable strings;
  int32_t strings_length;
  int32_t error_line; /* of GM_XML_MALFORMED and GM_XML_DOCTYPE */
  int32_t error_code; /* libxml2's number */
} gm_xml_events;

enum {
  GM_XML_OK = 0,
  GM_XML_TOO_DEEP = 1,
  GM_XML_TOO_MANY = 2,
  GM_XML_NO_MEMORY = 3,
  GM_XML_TOO_LARGE = 4,
  GM_XML_DOCTYPE = 5,   /* a document type: packages have none, and entities could be declared in it */
  GM_XML_MALFORMED = 6,
};

/* Parses `length` bytes of XML in the encoding that they declare, and records what was seen; no tree is built. Comments and
   processing instructions are left out. A document type is refused, so that no entity is declared, expanded or fetched;
   nothing outside of the bytes is read. Returns GM_XML_OK or what was wrong; `out` must be given to gm_xml_free in either
   case. Thread-safe. */
int32_t gm_xml_parse(const uint8_t *_Nonnull bytes, int32_t length, int32_t max_depth, int32_t max_events,
                     gm_xml_events *_Nonnull out);
void gm_xml_free(gm_xml_events *_Nonnull out);
#endif
