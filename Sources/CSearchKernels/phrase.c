#include "search_kernels.h"
#include <string.h>

#if defined(__x86_64__)
  #include <immintrin.h>
#endif

static inline int has(const uint32_t *set, uint32_t code) { return set[code >> 5] >> (code & 31) & 1; }

// Whether the units of the phrase from `from` to `to` stand at `units`.
static inline int same(const uint16_t *units, const uint16_t *needle, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (units[i] != needle[i]) return 0;
  return 1;
}

// Marks a code whose symbol has the anchor's unit at this place, if all units that both cover agree.
static inline void mark(
  const sk_phrase *p, uint32_t code, const uint16_t *row, uint32_t place, uint32_t *marks, uint32_t *whole) {
  uint32_t size = p->sizes[code];
  uint32_t first = p->anchor > place ? p->anchor - place : 0;
  uint32_t last = p->anchor + size - place < p->count ? p->anchor + size - place : p->count;
  if (!same(row + first + place - p->anchor, p->needle + first, last - first)) return;
  marks[code >> 5] |= (uint32_t)1 << (code & 31);
  if (first == 0 && last == p->count) whole[code >> 5] |= (uint32_t)1 << (code & 31);
}

static void mark_all(const sk_phrase *p, const uint16_t *holders, size_t count, uint32_t *marks, uint32_t *whole) {
  uint16_t unit = p->needle[p->anchor];
  for (size_t i = 0; i < count; i++) {
    const uint16_t *row = p->rows + 16 * (size_t)holders[i];
    for (uint32_t place = 0; place < p->sizes[holders[i]]; place++)
      if (row[place] == unit) mark(p, holders[i], row, place, marks, whole);
  }
}

#if defined(__x86_64__)
// A row is one register; units behind its symbol are 0.
__attribute__((target("avx2,bmi"))) static void mark_all_avx2(
  const sk_phrase *p, const uint16_t *holders, size_t count, uint32_t *marks, uint32_t *whole) {
  const __m256i unit = _mm256_set1_epi16((short)p->needle[p->anchor]);
  for (size_t i = 0; i < count; i++) {
    if (i + 8 < count) __builtin_prefetch(p->rows + 16 * (size_t)holders[i + 8]);
    const uint16_t *row = p->rows + 16 * (size_t)holders[i];
    uint32_t size = p->sizes[holders[i]];
    __m256i same = _mm256_cmpeq_epi16(_mm256_loadu_si256((const __m256i *)row), unit);
    uint32_t places = (uint32_t)_mm256_movemask_epi8(same) & 0x55555555 & (uint32_t)(((uint64_t)1 << 2 * size) - 1);
    for (; places; places &= places - 1)
      mark(p, holders[i], row, (uint32_t)__builtin_ctz(places) / 2, marks, whole);
  }
}
#endif

void sk_mark(
  const sk_phrase *phrase, const uint16_t *holders, size_t count, uint32_t *marks, uint32_t *whole, int avx2) {
#if defined(__x86_64__)
  if (avx2) {
    mark_all_avx2(phrase, holders, count, marks, whole);
    return;
  }
#endif
  (void)avx2;
  mark_all(phrase, holders, count, marks, whole);
}

// Whether the `need` first units of the phrase stand before the code at `at`.
static int before(const sk_phrase *p, uint64_t from, uint64_t at, uint32_t need) {
  while (need > 0) {
    if (at == from) return 0;
    uint32_t code = p->text[--at];
    // Codes and escaped units cannot be told apart from behind.
    if (code == 0 || (at > from && p->text[at - 1] == 0)) return SK_DECODE;
    if (code > p->symbols) return SK_DAMAGED;
    uint32_t size = p->sizes[code], shared = size < need ? size : need;
    if (!same(p->rows + 16 * code + size - shared, p->needle + need - shared, shared)) return 0;
    need -= shared;
  }
  return 1;
}

// Whether the phrase goes on from its unit `have` with the code at `at`.
static int behind(const sk_phrase *p, uint64_t at, uint64_t to, uint32_t have) {
  while (have < p->count) {
    if (at >= to) return 0;
    uint32_t code = p->text[at++];
    if (code == 0) {
      if (at >= to) return SK_DAMAGED;
      if (p->text[at++] != p->needle[have++]) return 0;
      continue;
    }
    if (code > p->symbols) return SK_DAMAGED;
    uint32_t size = p->sizes[code], left = p->count - have, shared = size < left ? size : left;
    if (!same(p->rows + 16 * code, p->needle + have, shared)) return 0;
    have += shared;
  }
  return 1;
}

// Occurrences whose anchor lies in the symbol at `at`, which ends before the code at `next`.
static int around(
  const sk_phrase *p, const uint16_t *row, uint32_t size, uint64_t from, uint64_t at, uint64_t next, uint64_t to) {
  int count = 0;
  for (uint32_t place = 0; place < size; place++) {
    if (row[place] != p->needle[p->anchor]) continue;
    uint32_t first = p->anchor > place ? p->anchor - place : 0;
    uint32_t last = p->anchor + size - place < p->count ? p->anchor + size - place : p->count;
    if (!same(row + first + place - p->anchor, p->needle + first, last - first)) continue;
    int found = before(p, from, at, first);
    if (found == 1) found = behind(p, next, to, last);
    if (found < 0) return found;
    count += found;
  }
  return count;
}

static inline uint64_t next_mark(const sk_phrase *p, uint64_t at, uint64_t to) {
  while (at < to && !has(p->marks, p->text[at])) at++;
  return at;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static inline uint64_t next_mark_avx2(const sk_phrase *p, uint64_t at, uint64_t to) {
  const __m256i low = _mm256_set1_epi32(31);
  for (; at + 8 <= to; at += 8) {
    __m256i codes = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(p->text + at)));
    __m256i words = _mm256_i32gather_epi32((const int *)p->marks, _mm256_srli_epi32(codes, 5), 4);
    // The bit of each code becomes the sign.
    __m256i signs = _mm256_sllv_epi32(words, _mm256_xor_si256(_mm256_and_si256(codes, low), low));
    int found = _mm256_movemask_ps(_mm256_castsi256_ps(signs));
    if (found) return at + (uint64_t)__builtin_ctz((unsigned)found);
  }
  return next_mark(p, at, to);
}
#endif

#define OCCURRENCES(name, next_mark)                                                                  \
  static int name(const sk_phrase *p, uint64_t from, uint64_t to, int limit) {                        \
    int count = 0;                                                                                    \
    for (uint64_t at = next_mark(p, from, to); at < to; at = next_mark(p, at, to)) {                  \
      uint32_t code = p->text[at];                                                                    \
      if (limit == 1 && has(p->whole, code)) return 1;                                                \
      uint64_t next = at + 1 + (code == 0);                                                           \
      if (next > to || code > p->symbols) return SK_DAMAGED;                                          \
      const uint16_t *row = code ? p->rows + 16 * code : p->text + at + 1;                            \
      int found = around(p, row, code ? p->sizes[code] : 1, from, at, next, to);                      \
      if (found < 0) return found;                                                                    \
      count += found;                                                                                 \
      if (count >= limit) return limit;                                                               \
      at = next;                                                                                      \
    }                                                                                                 \
    return count;                                                                                     \
  }

OCCURRENCES(occurrences, next_mark)

typedef struct {
  uint64_t from, to;
  int head;
} range;

static inline uint32_t load32(const uint8_t *p) {
  uint32_t word;
  memcpy(&word, p, 4);
  return word;
}

static inline uint32_t narrow(const sk_starts *s, uint32_t ordinal, int *head) {
  const uint8_t *row = s->bytes + 36 * (size_t)(ordinal >> 4);
  uint16_t relative;
  memcpy(&relative, row + 4 + 2 * (ordinal & 15), 2);
  *head = relative >> 15;
  return load32(row) + (relative & 0x7FFF);
}

static inline range entry(const sk_starts *s, uint32_t ordinal) {
  int head, other;
  if (s->wide) {
    uint32_t from = load32(s->bytes + 4 * (size_t)ordinal), to = load32(s->bytes + 4 * (size_t)ordinal + 4);
    return (range){from & 0x7FFFFFFF, to & 0x7FFFFFFF, from >> 31};
  }
  uint32_t from = narrow(s, ordinal, &head), to = narrow(s, ordinal + 1, &other);
  return (range){from, to, head};
}

#define AHEAD 12

#define SCAN(name, occurrences)                                                                       \
  static void name(                                                                                   \
    const sk_phrase *p, const sk_starts *s, const uint32_t *ordinals, const uint8_t *limits, size_t count, \
    int8_t *times) {                                                                                  \
    for (size_t i = 0; i < count; i++) {                                                              \
      if (i + AHEAD < count) {                                                                        \
        range later = entry(s, ordinals[i + AHEAD]);                                                  \
        const uint16_t *text = p->text + later.from;                                                  \
        __builtin_prefetch(text);                                                                     \
        if (later.to - later.from > 32) __builtin_prefetch(text + 32);                                \
        if (later.to - later.from > 64) __builtin_prefetch(text + 64);                                \
      }                                                                                               \
      range r = entry(s, ordinals[i]);                                                                \
      int found = SK_DAMAGED;                                                                         \
      if (r.from <= r.to && r.to <= p->codes)                                                         \
        found = r.head ? SK_DECODE : occurrences(p, r.from, r.to, limits[i]);                         \
      times[i] = (int8_t)found;                                                                       \
    }                                                                                                 \
  }

SCAN(scan, occurrences)

#if defined(__x86_64__)
  #pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
OCCURRENCES(occurrences_avx2, next_mark_avx2)
SCAN(scan_avx2, occurrences_avx2)
  #pragma clang attribute pop

int sk_has_avx2(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
int sk_has_avx2(void) { return 0; }
#endif

void sk_scan(
  const sk_phrase *phrase, const sk_starts *starts, const uint32_t *ordinals, const uint8_t *limits, size_t count,
  int8_t *times, int avx2) {
#if defined(__x86_64__)
  if (avx2) {
    scan_avx2(phrase, starts, ordinals, limits, count, times);
    return;
  }
#endif
  (void)avx2;
  scan(phrase, starts, ordinals, limits, count, times);
}
