#include "mapped_guard.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// A mapping that is watched. The signal's handler reads these without a lock: `start` is written last and cleared first.
struct sk_guard {
  _Atomic uintptr_t start;
  _Atomic size_t size;
  _Atomic size_t lost;
};

#define FREE 0
#define TAKEN 1
#define SHELF 64

// Guards live on shelves that are never given back, so that the handler can walk along them at any time.
typedef struct shelf {
  sk_guard guards[SHELF];
  _Atomic(struct shelf *) next;
} shelf;

static shelf first_shelf;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct sigaction previous;
static int is_installed;
static uintptr_t page_mask;

static sk_guard *holder(uintptr_t address) {
  for (shelf *at = &first_shelf; at != NULL; at = atomic_load_explicit(&at->next, memory_order_acquire)) {
    for (int i = 0; i < SHELF; i++) {
      uintptr_t start = atomic_load_explicit(&at->guards[i].start, memory_order_acquire);
      if (start > TAKEN && address >= start && address - start < atomic_load(&at->guards[i].size)) return &at->guards[i];
    }
  }
  return NULL;
}

// Everything from the page on becomes zeros: behind the end of a shortened file nothing can be read, and one mapping for all of
// it cannot use up the number of mappings that a process may have.
static int replace(sk_guard *guard, uintptr_t address) {
  uintptr_t start = atomic_load(&guard->start), page = address & ~page_mask;
  size_t offset = page - start, size = atomic_load(&guard->size) - offset;
  void *made = mmap((void *)page, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (made == MAP_FAILED) return 0;
  size_t known = atomic_load(&guard->lost);
  while (offset < known && !atomic_compare_exchange_weak(&guard->lost, &known, offset)) {
  }
  return 1;
}

// A signal that is not ours goes where it would have gone.
static void pass_on(int number, siginfo_t *info, void *context) {
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(number, info, context);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(number);
  } else if (previous.sa_handler == SIG_DFL || info->si_code > 0) {
    // A fault comes again on return, with nobody to take it; one that was sent must be sent again.
    struct sigaction usual = {0};
    usual.sa_handler = SIG_DFL;
    sigaction(number, &usual, NULL);
    if (info->si_code <= 0) raise(number);
  }
}

// Only calls that are safe within a handler: mmap is a system call and nothing else.
static void on_fault(int number, siginfo_t *info, void *context) {
  int code = errno;
  sk_guard *guard = info->si_code > 0 ? holder((uintptr_t)info->si_addr) : NULL;
  if (guard == NULL || !replace(guard, (uintptr_t)info->si_addr)) pass_on(number, info, context);
  errno = code;
}

static void install(void) {
  page_mask = (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
  struct sigaction action = {0};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGBUS, NULL, &previous) != 0) return;
  is_installed = sigaction(SIGBUS, &action, NULL) == 0;
}

static sk_guard *take(void) {
  for (shelf *at = &first_shelf;;) {
    for (int i = 0; i < SHELF; i++) {
      uintptr_t expected = FREE;
      if (atomic_compare_exchange_strong(&at->guards[i].start, &expected, TAKEN)) return &at->guards[i];
    }
    shelf *next = atomic_load_explicit(&at->next, memory_order_acquire);
    if (next == NULL) {
      shelf *made = calloc(1, sizeof *made);
      if (made == NULL) return NULL;
      if (atomic_compare_exchange_strong(&at->next, &next, made)) next = made;
      else free(made);
    }
    at = next;
  }
}

sk_guard *sk_guard_begin(void *base, size_t size) {
  pthread_once(&once, install);
  sk_guard *guard = is_installed ? take() : NULL;
  if (guard == NULL) return NULL;
  atomic_store(&guard->size, size);
  atomic_store(&guard->lost, SK_INTACT);
  atomic_store_explicit(&guard->start, (uintptr_t)base, memory_order_release);
  return guard;
}

void sk_guard_end(sk_guard *guard) {
  if (guard != NULL) atomic_store_explicit(&guard->start, FREE, memory_order_release);
}

size_t sk_guard_lost(const sk_guard *guard) {
  return guard == NULL ? SK_INTACT : atomic_load_explicit(&((sk_guard *)guard)->lost, memory_order_acquire);
}
