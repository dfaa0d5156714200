#include "gangmu_xml.h"
#include <libxml/xmlversion.h>
const char *gm_xml_version(void) { return LIBXML_DOTTED_VERSION; }
