#ifndef GANGMU_XML_H
#define GANGMU_XML_H
#include <stddef.h>
#include <stdint.h>
/* placeholder: replaced by the reader's shim */
const char *_Nonnull gm_xml_version(void);
#endif
