/* XML parts of packages (OFD, DOCX, ODT, XLSX): SAX events recorded, no tree. */
#include "gangmu_xml.h"
#include "gangmu_xml_buffer.h"
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SLOTS = 4096, MOST_NAMES = 2048 };

typedef struct {
  gm_xml_events *out;
  xmlParserCtxtPtr parser;
  int32_t event_room, attribute_room, name_room, string_room;
  int32_t depth, max_depth, max_events;
  int32_t status;
  /* Names by the address of the parser's dictionary, which holds each name once; 0 for free. */
  struct {
    const xmlChar *key;
    int32_t id;
  } slots[NAME_SLOTS];
} recorder;

static void stop(recorder *r, int32_t status) {
  if (r->status == GM_XML_OK) {
    r->status = status;
    r->out->error_line = r->parser->input ? r->parser->input->line : 0;
  }
  xmlStopParser(r->parser);
}

static int32_t keep(recorder *r, const xmlChar *bytes, size_t length) {
  gm_xml_events *o = r->out;
  int32_t at = gm_keep((void **)&o->strings, &o->strings_length, &r->string_room, bytes, length);
  if (at < 0) stop(r, at == GM_KEEP_TOO_LARGE ? GM_XML_TOO_LARGE : GM_XML_NO_MEMORY);
  return at < 0 ? -1 : at;
}

/* The number of a name; -1 when a limit is passed. */
static int32_t name_id(recorder *r, const xmlChar *name) {
  gm_xml_events *o = r->out;
  size_t slot = ((size_t)name * 0x9E3779B97F4A7C15u) >> 52;
  while (r->slots[slot].key) {
    if (r->slots[slot].key == name) return r->slots[slot].id;
    slot = (slot + 1) % NAME_SLOTS;
  }
  if (o->name_count >= MOST_NAMES) {
    stop(r, GM_XML_TOO_MANY);
    return -1;
  }
  if (!gm_room((void **)&o->names, &r->name_room, o->name_count + 1, sizeof(gm_xml_name))) {
    stop(r, GM_XML_NO_MEMORY);
    return -1;
  }
  size_t length = strlen((const char *)name);
  int32_t at = keep(r, name, length);
  if (at < 0) return -1;
  o->names[o->name_count] = (gm_xml_name){at, (int32_t)length};
  r->slots[slot].key = name;
  r->slots[slot].id = o->name_count;
  return o->name_count++;
}

static gm_xml_event *next_event(recorder *r, int32_t kind) {
  gm_xml_events *o = r->out;
  if (o->event_count >= r->max_events) {
    stop(r, GM_XML_TOO_MANY);
    return NULL;
  }
  if (!gm_room((void **)&o->events, &r->event_room, o->event_count + 1, sizeof(gm_xml_event))) {
    stop(r, GM_XML_NO_MEMORY);
    return NULL;
  }
  gm_xml_event *e = &o->events[o->event_count++];
  memset(e, 0, sizeof *e);
  e->kind = kind;
  return e;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
  recorder *r = context;
  (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
  if (r->status != GM_XML_OK) return;
  if (++r->depth > r->max_depth) {
    stop(r, GM_XML_TOO_DEEP);
    return;
  }
  int32_t id = name_id(r, name);
  if (id < 0) return;
  gm_xml_event *e = next_event(r, GM_HTML_START);
  if (!e) return;
  gm_xml_events *o = r->out;
  e->name = id;
  e->first_attribute = o->attribute_count;
  e->attribute_count = count;
  for (int i = 0; i < count; i++) {
    const xmlChar **a = attributes + 5 * i; /* local name, prefix, URI, start and end of the value */
    gm_xml_attribute item = {.length = (int32_t)(a[4] - a[3])};
    item.name = name_id(r, a[0]);
    if (item.name < 0) return;
    item.offset = keep(r, a[3], (size_t)(a[4] - a[3]));
    if (item.offset < 0) return;
    if (!gm_room((void **)&o->attributes, &r->attribute_room, o->attribute_count + 1, sizeof(gm_xml_attribute))) {
      stop(r, GM_XML_NO_MEMORY);
      return;
    }
    o->attributes[o->attribute_count++] = item;
  }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  recorder *r = context;
  (void)name, (void)prefix, (void)uri;
  if (r->status != GM_XML_OK) return;
  r->depth--;
  next_event(r, GM_HTML_END);
}

/* Neighbouring pieces of text become one event: the parser cuts them at its buffer's borders and at entities. */
static void on_text(void *context, const xmlChar *text, int length) {
  recorder *r = context;
  gm_xml_events *o = r->out;
  if (r->status != GM_XML_OK || length <= 0 || r->depth == 0) return;
  gm_xml_event *last = o->event_count > 0 ? &o->events[o->event_count - 1] : NULL;
  if (last && last->kind == GM_HTML_TEXT && last->offset + last->length == o->strings_length) {
    if (keep(r, text, (size_t)length) >= 0) last->length += length;
    return;
  }
  gm_xml_event *e = next_event(r, GM_HTML_TEXT);
  if (!e) return;
  e->length = length;
  e->offset = keep(r, text, (size_t)length);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name, (void)external, (void)system;
  stop(context, GM_XML_DOCTYPE);
}

static void on_error(void *context, xmlErrorPtr error) {
  recorder *r = context;
  if (error->level != XML_ERR_FATAL || r->status != GM_XML_OK) return;
  r->out->error_code = error->code;
  r->status = error->code == XML_ERR_NO_MEMORY ? GM_XML_NO_MEMORY : GM_XML_MALFORMED;
  r->out->error_line = error->line;
}

int32_t gm_xml_parse(const uint8_t *bytes, int32_t length, int32_t max_depth, int32_t max_events, gm_xml_events *out) {
  memset(out, 0, sizeof *out);
  gm_xml_start();
  recorder *r = calloc(1, sizeof *r);
  if (!r) return GM_XML_NO_MEMORY;
  r->out = out;
  r->max_depth = max_depth;
  r->max_events = max_events;
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt((const char *)bytes, length);
  if (!parser) {
    free(r);
    return length <= 0 ? GM_XML_MALFORMED : GM_XML_NO_MEMORY;
  }
  r->parser = parser;
  /* Never NOENT, DTDLOAD or HUGE. */
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlSAXHandler *sax = parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = on_start;
  sax->endElementNs = on_end;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_text;
  sax->internalSubset = on_doctype;
  sax->serror = on_error;
  parser->userData = r;
  xmlParseDocument(parser);
  if (r->status == GM_XML_OK && !parser->wellFormed) r->status = GM_XML_MALFORMED;
  if (parser->myDoc) xmlFreeDoc(parser->myDoc);
  parser->myDoc = NULL;
  xmlFreeParserCtxt(parser);
  int32_t status = r->status;
  free(r);
  return status;
}

void gm_xml_free(gm_xml_events *out) {
  free(out->events);
  free(out->attributes);
  free(out->names);
  free(out->strings);
  memset(out, 0, sizeof *out);
}
