#include "gangmu_xml.h"
#include "gangmu_xml_buffer.h"
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

const char *gm_xml_version(void) { return LIBXML_DOTTED_VERSION; }

/* The recorder behind the SAX callbacks. */
typedef struct {
  gm_html_events *out;
  htmlParserCtxtPtr parser;
  int32_t event_room, attribute_room, string_room;
  int32_t depth, max_depth, max_events;
  int32_t status;
} recorder;

static void stop(recorder *r, int32_t status) {
  if (r->status == GM_HTML_OK) r->status = status;
  if (r->parser) xmlStopParser(r->parser);
}

static int32_t keep(recorder *r, const xmlChar *bytes, int32_t length) {
  gm_html_events *o = r->out;
  int32_t at = gm_keep((void **)&o->strings, &o->strings_length, &r->string_room, bytes, (size_t)length);
  if (at < 0) stop(r, at == GM_KEEP_TOO_LARGE ? GM_HTML_TOO_LARGE : GM_HTML_NO_MEMORY);
  return at < 0 ? -1 : at;
}

static gm_html_event *next_event(recorder *r, int32_t kind) {
  gm_html_events *o = r->out;
  if (o->event_count >= r->max_events) {
    stop(r, GM_HTML_TOO_MANY);
    return NULL;
  }
  if (!gm_room((void **)&o->events, &r->event_room, o->event_count + 1, sizeof(gm_html_event))) {
    stop(r, GM_HTML_NO_MEMORY);
    return NULL;
  }
  gm_html_event *e = &o->events[o->event_count++];
  memset(e, 0, sizeof *e);
  e->kind = kind;
  return e;
}

static int wanted(const xmlChar *name) {
  static const char *const names[] = {"id",      "class",  "style",    "hidden",  "name",       "content", "property",
                                      "colspan", "rowspan", "href",   "role",     "type",    "http-equiv", "charset",
                                      "start",  "value",  "reversed", NULL};
  for (int i = 0; names[i]; i++)
    if (strcmp((const char *)name, names[i]) == 0) return 1;
  return 0;
}

static void keep_attributes(recorder *r, gm_html_event *e, const xmlChar **pairs) {
  gm_html_events *o = r->out;
  e->first_attribute = o->attribute_count;
  for (int i = 0; pairs && pairs[i]; i += 2) {
    if (!wanted(pairs[i])) continue;
    const xmlChar *value = pairs[i + 1] ? pairs[i + 1] : (const xmlChar *)"";
    if (!gm_room((void **)&o->attributes, &r->attribute_room, o->attribute_count + 1, sizeof(gm_html_attribute))) {
      stop(r, GM_HTML_NO_MEMORY);
      return;
    }
    gm_html_attribute a;
    a.name_length = (int32_t)strlen((const char *)pairs[i]);
    a.value_length = (int32_t)strlen((const char *)value);
    a.name = keep(r, pairs[i], a.name_length);
    a.value = a.name < 0 ? -1 : keep(r, value, a.value_length);
    if (a.value < 0) return;
    o->attributes[o->attribute_count++] = a;
    e->attribute_count++;
  }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  recorder *r = context;
  if (r->status != GM_HTML_OK) return;
  if (++r->depth > r->max_depth) {
    stop(r, GM_HTML_TOO_DEEP);
    return;
  }
  if (r->depth > r->out->deepest) r->out->deepest = r->depth;
  gm_html_event *e = next_event(r, GM_HTML_START);
  if (!e) return;
  e->length = (int32_t)strlen((const char *)name);
  e->offset = keep(r, name, e->length);
  if (e->offset >= 0) keep_attributes(r, e, attributes);
}

static void on_end(void *context, const xmlChar *name) {
  recorder *r = context;
  (void)name;
  if (r->status != GM_HTML_OK || r->depth == 0) return;
  r->depth--;
  next_event(r, GM_HTML_END);
}

/* Neighbouring pieces of text become one event: the parser cuts them at its buffer's borders. */
static void on_text(void *context, const xmlChar *text, int length) {
  recorder *r = context;
  gm_html_events *o = r->out;
  if (r->status != GM_HTML_OK || length <= 0) return;
  gm_html_event *last = o->event_count > 0 ? &o->events[o->event_count - 1] : NULL;
  if (last && last->kind == GM_HTML_TEXT && last->offset + last->length == o->strings_length) {
    if (keep(r, text, length) >= 0) last->length += length;
    return;
  }
  gm_html_event *e = next_event(r, GM_HTML_TEXT);
  if (!e) return;
  e->length = length;
  e->offset = keep(r, text, length);
}

/* Scripts and styles arrive here and are not text of the page. */
static void on_cdata(void *context, const xmlChar *text, int length) {
  (void)context;
  (void)text;
  (void)length;
}

static void on_error(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

/* The handlers of a parser that builds no tree. */
static void set_handlers(htmlSAXHandler *sax) {
  memset(sax, 0, sizeof *sax);
  sax->startElement = on_start;
  sax->endElement = on_end;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_cdata;
  sax->serror = on_error;
  sax->initialized = XML_SAX2_MAGIC;
}

int32_t gm_html_parse(const uint8_t *utf8, int32_t length, int32_t max_depth, int32_t max_events, gm_html_events *out) {
  memset(out, 0, sizeof *out);
  if (length <= 0) return GM_HTML_OK;
  gm_xml_start();
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt((const char *)utf8, length);
  if (!parser) return GM_HTML_NO_MEMORY;
  recorder r = {.out = out, .parser = parser, .max_depth = max_depth, .max_events = max_events};
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
  set_handlers(parser->sax);
  parser->userData = &r;
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser);
  if (parser->myDoc) xmlFreeDoc(parser->myDoc);
  parser->myDoc = NULL;
  htmlFreeParserCtxt(parser);
  while (r.status == GM_HTML_OK && r.depth > 0) {
    r.depth--;
    r.parser = NULL;
    next_event(&r, GM_HTML_END);
  }
  return r.status;
}

void gm_html_free(gm_html_events *out) {
  free(out->events);
  free(out->attributes);
  free(out->strings);
  memset(out, 0, sizeof *out);
}
