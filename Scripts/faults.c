/* For Scripts/robustness: a library to preload that lets one system call of a program fail, as a full or dying disk would.
   FAULT_AT: number of the call, from 1, among those that touch files below FAULT_FOLDER; FAULT_ERRNO: the error.
   FAULT_STAYS=1: all later writing calls fail too, as on a disk that stays full. FAULT_COUNT: a file that gets a byte when
   the call was reached. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_long calls;

static int below(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int mine(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return below(path);
}

/* Whether this call is to fail; sets errno. */
static int fault(int writing) {
  static int (*real_open)(const char *, int, ...);
  const char *at = getenv("FAULT_AT"), *code = getenv("FAULT_ERRNO"), *stays = getenv("FAULT_STAYS");
  if (!at || !code) return 0;
  long n = atomic_fetch_add(&calls, 1) + 1, want = atol(at);
  if (n != want && !(stays && writing && n > want)) return 0;
  if (n == want && getenv("FAULT_COUNT")) {
    if (!real_open) real_open = dlsym(RTLD_NEXT, "open");
    close(real_open(getenv("FAULT_COUNT"), O_CREAT | O_WRONLY, 0644));
  }
  errno = atoi(code);
  return 1;
}

#define NEXT(name) static __typeof__(&name) next; if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPENER(name)                                              \
  int name(const char *path, int flags, ...) {                    \
    NEXT(name);                                                   \
    va_list list;                                                 \
    va_start(list, flags);                                        \
    int mode = flags & O_CREAT ? va_arg(list, int) : 0;           \
    va_end(list);                                                 \
    if (below(path) && fault((flags & O_CREAT) != 0)) return -1;  \
    return next(path, flags, mode);                               \
  }
OPENER(open)
OPENER(open64)

ssize_t write(int fd, const void *from, size_t n) { NEXT(write); return mine(fd) && fault(1) ? -1 : next(fd, from, n); }
ssize_t read(int fd, void *to, size_t n) { NEXT(read); return mine(fd) && fault(0) ? -1 : next(fd, to, n); }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { NEXT(pwrite); return mine(fd) && fault(1) ? -1 : next(fd, from, n, at); }
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) { NEXT(pwrite64); return mine(fd) && fault(1) ? -1 : next(fd, from, n, at); }
ssize_t pread(int fd, void *to, size_t n, off_t at) { NEXT(pread); return mine(fd) && fault(0) ? -1 : next(fd, to, n, at); }
ssize_t pread64(int fd, void *to, size_t n, off64_t at) { NEXT(pread64); return mine(fd) && fault(0) ? -1 : next(fd, to, n, at); }
int fsync(int fd) { NEXT(fsync); return mine(fd) && fault(1) ? -1 : next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); return mine(fd) && fault(1) ? -1 : next(fd); }
int ftruncate(int fd, off_t n) { NEXT(ftruncate); return mine(fd) && fault(1) ? -1 : next(fd, n); }
int ftruncate64(int fd, off64_t n) { NEXT(ftruncate64); return mine(fd) && fault(1) ? -1 : next(fd, n); }
int rename(const char *from, const char *to) { NEXT(rename); return below(from) && fault(1) ? -1 : next(from, to); }
int unlink(const char *path) { NEXT(unlink); return below(path) && fault(1) ? -1 : next(path); }
void *mmap(void *p, size_t n, int prot, int flags, int fd, off_t at) { NEXT(mmap); return fd >= 0 && mine(fd) && fault(0) ? MAP_FAILED : next(p, n, prot, flags, fd, at); }
