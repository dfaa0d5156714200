#include "gangmu_pages.h"

#include <sqlite3.h>
#include <string.h>

/* In memory a page ends with this mark, or with zeros if it is new. So do its copies in the write-ahead log, which has checksums
   of its own; when a page is carried over into the database it gets its checksum. Another program that opens the database may
   carry pages over too (any SQLite does so when it is the last to close it): they keep the mark and are taken as they are. */
static const unsigned char unsealed[GANGMU_PAGE_RESERVE] = {'u', 'n', 's', 'e', 'a', 'l', 'e', 'd'};
static const unsigned char fresh[GANGMU_PAGE_RESERVE] = {0};

enum { PAGE = GANGMU_PAGE_SIZE, BODY = GANGMU_PAGE_SIZE - GANGMU_PAGE_RESERVE, RESERVE_PLACE = 20 };

/* The file of SQLite's own layer lies directly behind this one. */
typedef struct {
  sqlite3_file base;
  int checked;
} CheckedFile;

static _Thread_local int64_t damaged_at = -1;

int64_t gangmu_pages_damaged_at(void) {
  int64_t at = damaged_at;
  damaged_at = -1;
  return at;
}

/* Each step is a bijection of the sum so far, so a change within one word never goes unnoticed. */
uint64_t gangmu_pages_checksum(const unsigned char *page, int64_t offset) {
  uint64_t sum = 0x9E3779B97F4A7C15u ^ (uint64_t)offset;
  for (int at = 0; at < BODY; at += 8) {
    uint64_t word = 0;
    for (int i = 7; i >= 0; i--) word = word << 8 | page[at + i];
    sum = (sum ^ word) * 0x9FB21C651E98DF25u;
    sum = sum << 29 | sum >> 35;
  }
  return sum;
}

static uint64_t stored(const unsigned char *page) {
  uint64_t word = 0;
  for (int i = 7; i >= 0; i--) word = word << 8 | page[BODY + i];
  return word;
}

static int is_right(const unsigned char *page, int64_t offset) {
  return memcmp(page + BODY, unsealed, GANGMU_PAGE_RESERVE) == 0 || memcmp(page + BODY, fresh, GANGMU_PAGE_RESERVE) == 0 ||
         stored(page) == gangmu_pages_checksum(page, offset);
}

static sqlite3_file *inner(sqlite3_file *file) { return (sqlite3_file *)((CheckedFile *)file + 1); }
static sqlite3_vfs *system_vfs(sqlite3_vfs *vfs) { return (sqlite3_vfs *)vfs->pAppData; }

static int x_close(sqlite3_file *f) { return inner(f)->pMethods->xClose(inner(f)); }

/* Pages are read under a lock, so none is seen half written; the header is looked at without one, and passes unproved:
   SQLite reads the whole first page before it believes anything else. */
static int x_read(sqlite3_file *f, void *to, int amount, sqlite3_int64 offset) {
  int status = inner(f)->pMethods->xRead(inner(f), to, amount, offset);
  if (!((CheckedFile *)f)->checked || amount < 512) return status;
  if (status == SQLITE_IOERR_SHORT_READ && offset == 0) return status;
  if (status != SQLITE_OK && status != SQLITE_IOERR_SHORT_READ) return status;
  if (status == SQLITE_OK && amount == PAGE && offset % PAGE == 0 && is_right(to, offset)) {
    memcpy((unsigned char *)to + BODY, unsealed, GANGMU_PAGE_RESERVE);
    return SQLITE_OK;
  }
  damaged_at = offset;
  return SQLITE_IOERR_DATA;
}

static int x_write(sqlite3_file *f, const void *from, int amount, sqlite3_int64 offset) {
  if (!((CheckedFile *)f)->checked || amount != PAGE) {
    return inner(f)->pMethods->xWrite(inner(f), from, amount, offset);
  }
  unsigned char page[PAGE];
  memcpy(page, from, BODY);
  uint64_t sum = gangmu_pages_checksum(page, offset);
  for (int i = 0; i < GANGMU_PAGE_RESERVE; i++) page[BODY + i] = (unsigned char)(sum >> 8 * i);
  return inner(f)->pMethods->xWrite(inner(f), page, amount, offset);
}

static int x_truncate(sqlite3_file *f, sqlite3_int64 n) { return inner(f)->pMethods->xTruncate(inner(f), n); }
static int x_sync(sqlite3_file *f, int flags) { return inner(f)->pMethods->xSync(inner(f), flags); }
static int x_size(sqlite3_file *f, sqlite3_int64 *n) { return inner(f)->pMethods->xFileSize(inner(f), n); }
static int x_lock(sqlite3_file *f, int lock) { return inner(f)->pMethods->xLock(inner(f), lock); }
static int x_unlock(sqlite3_file *f, int lock) { return inner(f)->pMethods->xUnlock(inner(f), lock); }
static int x_reserved(sqlite3_file *f, int *out) { return inner(f)->pMethods->xCheckReservedLock(inner(f), out); }
static int x_control(sqlite3_file *f, int op, void *arg) { return inner(f)->pMethods->xFileControl(inner(f), op, arg); }
static int x_sector(sqlite3_file *f) { return inner(f)->pMethods->xSectorSize(inner(f)); }
static int x_traits(sqlite3_file *f) { return inner(f)->pMethods->xDeviceCharacteristics(inner(f)); }
static int x_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out) {
  return inner(f)->pMethods->xShmMap(inner(f), region, size, extend, out);
}
static int x_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
  return inner(f)->pMethods->xShmLock(inner(f), offset, n, flags);
}
static void x_shm_barrier(sqlite3_file *f) { inner(f)->pMethods->xShmBarrier(inner(f)); }
static int x_shm_unmap(sqlite3_file *f, int remove) { return inner(f)->pMethods->xShmUnmap(inner(f), remove); }

/* Version 2: without xFetch, so that no page gets past x_read through a memory map. */
static const sqlite3_io_methods methods = {
    2,        x_close,    x_read,    x_write,  x_truncate, x_sync,     x_size,        x_lock,      x_unlock,
    x_reserved, x_control, x_sector, x_traits, x_shm_map,  x_shm_lock, x_shm_barrier, x_shm_unmap, 0, 0};

/* Whether the pages of a file carry checksums: a new file's will; another says so in its header, or would but for a
   damage in that very byte. Databases of other programs and of older versions have none. -1 when the file cannot be read. */
static int has_checksums(sqlite3_file *file) {
  unsigned char page[PAGE];
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return -1;
  if (size < PAGE) return size == 0;
  if (file->pMethods->xRead(file, page, PAGE, 0) != SQLITE_OK) return -1;
  if (page[RESERVE_PLACE] == GANGMU_PAGE_RESERVE) return 1;
  page[RESERVE_PLACE] = GANGMU_PAGE_RESERVE;
  return stored(page) == gangmu_pages_checksum(page, 0);
}

static int x_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  sqlite3_vfs *system = system_vfs(vfs);
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return system->xOpen(system, name, file, flags, out);
  memset(file, 0, sizeof(CheckedFile));
  int status = system->xOpen(system, name, inner(file), flags, out);
  if (status != SQLITE_OK) return status;
  int checked = has_checksums(inner(file));
  if (checked < 0) {  /* Without pMethods SQLite does not close it. */
    inner(file)->pMethods->xClose(inner(file));
    return SQLITE_IOERR_READ;
  }
  ((CheckedFile *)file)->checked = checked;
  file->pMethods = &methods;
  return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *v, const char *name, int sync) { return system_vfs(v)->xDelete(system_vfs(v), name, sync); }
static int x_access(sqlite3_vfs *v, const char *name, int flags, int *out) {
  return system_vfs(v)->xAccess(system_vfs(v), name, flags, out);
}
static int x_full(sqlite3_vfs *v, const char *name, int n, char *out) {
  return system_vfs(v)->xFullPathname(system_vfs(v), name, n, out);
}
static void *x_dl_open(sqlite3_vfs *v, const char *name) { return system_vfs(v)->xDlOpen(system_vfs(v), name); }
static void x_dl_error(sqlite3_vfs *v, int n, char *out) { system_vfs(v)->xDlError(system_vfs(v), n, out); }
static void (*x_dl_sym(sqlite3_vfs *v, void *p, const char *name))(void) { return system_vfs(v)->xDlSym(system_vfs(v), p, name); }
static void x_dl_close(sqlite3_vfs *v, void *p) { system_vfs(v)->xDlClose(system_vfs(v), p); }
static int x_random(sqlite3_vfs *v, int n, char *out) { return system_vfs(v)->xRandomness(system_vfs(v), n, out); }
static int x_sleep(sqlite3_vfs *v, int us) { return system_vfs(v)->xSleep(system_vfs(v), us); }
static int x_time(sqlite3_vfs *v, double *out) { return system_vfs(v)->xCurrentTime(system_vfs(v), out); }
static int x_error(sqlite3_vfs *v, int n, char *out) { return system_vfs(v)->xGetLastError(system_vfs(v), n, out); }
static int x_time64(sqlite3_vfs *v, sqlite3_int64 *out) { return system_vfs(v)->xCurrentTimeInt64(system_vfs(v), out); }

int gangmu_pages_register(void) {
  static sqlite3_vfs vfs = {.iVersion = 2,
                            .zName = "gangmu-pages",
                            .xOpen = x_open,
                            .xDelete = x_delete,
                            .xAccess = x_access,
                            .xFullPathname = x_full,
                            .xDlOpen = x_dl_open,
                            .xDlError = x_dl_error,
                            .xDlSym = x_dl_sym,
                            .xDlClose = x_dl_close,
                            .xRandomness = x_random,
                            .xSleep = x_sleep,
                            .xCurrentTime = x_time,
                            .xGetLastError = x_error,
                            .xCurrentTimeInt64 = x_time64};
  sqlite3_vfs *system = sqlite3_vfs_find(0);
  if (!system) return SQLITE_ERROR;
  if (system == &vfs) return SQLITE_OK;
  vfs.pAppData = system;
  vfs.szOsFile = system->szOsFile + (int)sizeof(CheckedFile);
  vfs.mxPathname = system->mxPathname;
  return sqlite3_vfs_register(&vfs, 1);
}

int gangmu_pages_reserve(void *database) {
  int bytes = GANGMU_PAGE_RESERVE;
  return sqlite3_file_control((sqlite3 *)database, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}
