/* Pages of the catalogue with a checksum each: a layer between SQLite and its files (a "shim" VFS, sqlite.org/vfs.html).
   Every page of 8192 bytes that is written to a database ends with eight bytes of checksum over the rest of the page and its
   place; every page read is proved. SQLite leaves these bytes alone when the database is made with eight reserved bytes a page,
   and any other SQLite reads such a database as it reads all others. */
#ifndef GANGMU_PAGES_H
#define GANGMU_PAGES_H

#include <stdint.h>

enum { GANGMU_PAGE_SIZE = 8192, GANGMU_PAGE_RESERVE = 8 };

/* Makes the layer the default of this process; once is enough. Returns a result code of SQLite, 0 for done. */
int gangmu_pages_register(void);

/* Asks a new database (an open `sqlite3 *`) for the reserved bytes. */
int gangmu_pages_reserve(void *database);

/* Offset of the page that the last read of this thread found damaged; -1 if none was. Forgets it. */
int64_t gangmu_pages_damaged_at(void);

/* The checksum of a page without its last eight bytes. */
uint64_t gangmu_pages_checksum(const unsigned char *page, int64_t offset);

#endif
